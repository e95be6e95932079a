package dev.forge.transfer.zip;

/** Signatures, sizes and flags of the zip format, as PKWARE's APPNOTE 6.3 gives them (sections in brackets). */
final class Layout {
    /** Local file header [4.3.7], data descriptor [4.3.9], central file header [4.3.12]. */
    static final int LOCAL = 0x04034b50;

    static final int DESCRIPTOR = 0x08074b50;
    static final int CENTRAL = 0x02014b50;

    /** End of central directory [4.3.16], its Zip64 form [4.3.14] and that one's locator [4.3.15]. */
    static final int END = 0x06054b50;

    static final int END64 = 0x06064b50;
    static final int LOCATOR64 = 0x07064b50;

    static final int LOCAL_SIZE = 30;
    static final int CENTRAL_SIZE = 46;
    static final int END_SIZE = 22;
    static final int END64_SIZE = 56;
    static final int LOCATOR64_SIZE = 20;

    /** General purpose flags [4.4.4]. */
    static final int FLAG_ENCRYPTED = 1 | 1 << 6 | 1 << 13;

    static final int FLAG_DESCRIPTOR = 1 << 3;
    static final int FLAG_UTF8 = 1 << 11;

    /** Compression methods [4.4.5]. */
    static final int STORED = 0;

    static final int DEFLATED = 8;

    /** Fields with these values are continued in the Zip64 extra field [4.5.3]. */
    static final int IN_ZIP64_SHORT = 0xFFFF;

    static final long IN_ZIP64 = 0xFFFF_FFFFL;

    /** Extra fields: Zip64, NTFS times, Info-ZIP's time and its Unicode path [4.5.2, 4.6.1]. */
    static final int EXTRA_ZIP64 = 0x0001;

    static final int EXTRA_NTFS = 0x000a;
    static final int EXTRA_TIME = 0x5455;
    static final int EXTRA_UNICODE_PATH = 0x7075;

    /** Systems that write Unix modes into the upper half of the external attributes [4.4.2]. */
    static final int HOST_UNIX = 3;

    static final int HOST_MAC = 19;

    /** Unix file types, the bits above the permissions in st_mode. */
    static final int TYPE_MASK = 0170000;

    static final int TYPE_FILE = 0100000;
    static final int TYPE_FOLDER = 0040000;
    static final int TYPE_LINK = 0120000;

    private Layout() {}
}
