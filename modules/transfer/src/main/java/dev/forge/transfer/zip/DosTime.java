package dev.forge.transfer.zip;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** The format's two older clocks: DOS's, in steps of two seconds without a zone (read as UTC), and NTFS's. */
final class DosTime {
    /** From NTFS's year 1601 to 1970, in its unit of 100 ns. */
    private static final long NTFS_EPOCH = 116_444_736_000_000_000L;

    private static final long NTFS_SECOND = 10_000_000;
    private static final int NTFS_TIMES = 1;
    private static final int FIRST_YEAR = 1980;
    private static final int LAST_YEAR = 2107;

    private DosTime() {}

    static Instant read(int date, int time) {
        try {
            return LocalDateTime.of(
                            FIRST_YEAR + (date >>> 9),
                            (date >>> 5) & 15,
                            date & 31,
                            time >>> 11,
                            (time >>> 5) & 63,
                            (time & 31) * 2)
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException noSuchDay) {
            return LocalDateTime.of(FIRST_YEAR, 1, 1, 0, 0).toInstant(ZoneOffset.UTC);
        }
    }

    /** Date in the upper half, time in the lower; what DOS cannot say becomes its first or last moment. */
    static int write(Instant instant) {
        LocalDateTime at = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
        if (at.getYear() < FIRST_YEAR) {
            return 1 << 21 | 1 << 16;
        }
        if (at.getYear() > LAST_YEAR) {
            at = LocalDateTime.of(LAST_YEAR, 12, 31, 23, 59, 58);
        }
        int date = (at.getYear() - FIRST_YEAR) << 9 | at.getMonthValue() << 5 | at.getDayOfMonth();
        return date << 16 | at.getHour() << 11 | at.getMinute() << 5 | at.getSecond() / 2;
    }

    static Optional<Instant> ntfs(ByteBuffer field) {
        ByteBuffer bytes = field.order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.remaining() < 16 || bytes.getShort(4) != NTFS_TIMES) {
            return Optional.empty();
        }
        long ticks = bytes.getLong(8) - NTFS_EPOCH;
        long seconds = Math.floorDiv(ticks, NTFS_SECOND);
        return Optional.of(Instant.ofEpochSecond(seconds, Math.floorMod(ticks, NTFS_SECOND) * 100));
    }
}
