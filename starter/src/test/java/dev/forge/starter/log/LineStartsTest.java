package dev.forge.starter.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.step.AttemptId;
import dev.forge.starter.harness.MemoryLogs;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineStartsTest {
    private static final AttemptId ATTEMPT = new AttemptId("run", "execution", "step", 1);

    private final MemoryLogs logs = new MemoryLogs();
    private final LineStarts lines = new LineStarts(logs);

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            "one;two;"        | 1 | "two;"
            "one;two;"        | 2 | "one;two;"
            "one;two;"        | 9 | "one;two;"
            "one;two;"        | 0 | ""
            "one;two"         | 1 | "two"
            "one;two;;four;fi" | 3 | ";four;fi"
            "one;;"           | 1 | ";"
            ";"               | 1 | ";"
            ";;;"             | 2 | ";;"
            "x"               | 1 | "x"
            ""                | 3 | ""
            "süß;öl;ÿ"        | 2 | "öl;ÿ"
            """)
    void theLastLinesBeginAfterALineFeed(String log, int count, String last) {
        byte[] written = bytes(log.replace(';', '\n'));
        logs.write(ATTEMPT, written);

        long start = lines.ofLast(ATTEMPT, written.length, count);

        assertThat(text(start, written.length)).isEqualTo(last.replace(';', '\n'));
    }

    @Test
    void linesAreFoundWhereverThePartsOfALogEnd() {
        for (int before = KeptLog.CHUNK - 9; before < KeptLog.CHUNK + 2; before++) {
            MemoryLogs found = new MemoryLogs();
            byte[] end = bytes("\nschön\nund gut");
            found.write(ATTEMPT, end);
            found.write(ATTEMPT, "x".repeat(before));
            long length = (long) end.length + before;

            assertThat(new LineStarts(found).ofLast(ATTEMPT, length, 1)).isEqualTo(8);
            assertThat(new LineStarts(found).ofLast(ATTEMPT, length, 2)).isEqualTo(1);
            assertThat(new LineStarts(found).ofLast(ATTEMPT, length, 3)).isZero();
        }
    }

    @Test
    void aLongLogIsNotReadFromItsBeginning() {
        logs.write(ATTEMPT, ("x".repeat(99) + "\n").repeat(100_000));

        assertThat(lines.ofLast(ATTEMPT, 10_000_000, 3)).isEqualTo(9_999_700);
        assertThat(logs.reads()).isEqualTo(1);
    }

    @Test
    void whatIsWrittenAfterTheEndThatIsLookedFromIsNotSeen() {
        logs.write(ATTEMPT, "one\ntwo\nthree\n");

        assertThat(lines.ofLast(ATTEMPT, 8, 1)).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({"0,0", "2,0", "3,0", "4,4", "5,4", "8,8"})
    void aByteIsInTheLineThatBeganBeforeIt(long offset, long start) {
        logs.write(ATTEMPT, "one\ntwo\nthree");

        assertThat(lines.of(ATTEMPT, offset)).isEqualTo(start);
    }

    private String text(long from, int to) {
        return new String(
                logs.read(ATTEMPT, from, (int) (to - from)).orElseThrow().bytes(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
