package dev.forge.jsondiff;

/** How the program ends; the numbers above 63 are those of sysexits.h. */
final class ExitCode {
    static final int DONE = 0;
    static final int DIFFERENT = 3;
    static final int SETTING = 64;
    static final int DATA = 65;
    static final int MISSING = 66;
    static final int INTERNAL = 70;
    static final int DISK = 74;

    private ExitCode() {}
}
