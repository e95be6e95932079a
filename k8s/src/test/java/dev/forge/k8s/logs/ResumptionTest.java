package dev.forge.k8s.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What one has and what comes after it make the whole, wherever one stopped. */
class ResumptionTest {
    private static final String FILE = """
            2026-11-21T07:40:41.900000000Z zero
            2026-11-21T07:40:42.000000001Z one
            2026-11-21T07:40:42.000000005Z two
            2026-11-21T07:40:42.000000004Z out of order
            2026-11-21T07:40:42.000000005Z same as two
            2026-11-21T07:40:42.000000005Z same again
            2026-11-21T07:40:43.000000000Z three
            """;

    private static final String TEXT = "zero\none\ntwo\nout of order\nsame as two\nsame again\nthree\n";

    private final StringBuilder told = new StringBuilder();

    private final class Rest implements Resumption.Beyond {
        private final Draft draft;

        Rest(Draft draft) {
            this.draft = draft;
        }

        @Override
        public void found() {
            told.append("found ");
        }

        @Override
        public void notFound(Stamp next) {
            told.append("not found before ").append(next);
        }

        @Override
        public void begin(Stamp at) {
            draft.begin(at);
        }

        @Override
        public void bytes(byte[] from, int start, int end) {
            draft.add(from, start, end);
        }

        @Override
        public void end() {
            draft.end();
        }
    }

    private Draft read(String stream, Optional<Place> from) {
        Draft draft = new Draft("module", "", from, Clock.systemUTC());
        byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
        assertThat(new StampedLines(new Resumption(from, new Rest(draft))).accept(bytes, bytes.length))
                .isTrue();
        return draft;
    }

    private static String text(Draft draft) {
        return new String(draft.bytes(), StandardCharsets.UTF_8);
    }

    /** As kubelet gives a file since the second of a place. */
    private static String since(String file, Place place) {
        StringBuilder given = new StringBuilder();
        file.lines()
                .filter(line -> Stamp.parse(line.substring(0, 30)).second()
                        >= place.first().second())
                .forEach(line -> given.append(line).append('\n'));
        return given.toString();
    }

    @Test
    void fromEveryByteOnTheRestFollows() {
        for (int stop = 31; stop <= FILE.length(); stop++) {
            Draft first = read(FILE.substring(0, stop), Optional.empty());
            Optional<Place> place = first.place().map(at -> Place.decoded(at.encoded()));
            if (place.isPresent()) {
                Draft second = read(since(FILE, place.get()), place);

                assertThat(text(first) + text(second))
                        .as("stopped after %d", stop)
                        .isEqualTo(TEXT);
                assertThat(second.place())
                        .isEqualTo(read(FILE, Optional.empty()).place());
            }
        }
        assertThat(told.toString()).doesNotContain("not found");
    }

    @Test
    void ofAFileThatWasRotatedWithinTheSecondTheRestFollows() {
        Place place = read(FILE.substring(0, FILE.indexOf("same again") - 31), Optional.empty())
                .place()
                .orElseThrow();
        String left = FILE.substring(FILE.indexOf("two") - 31);

        assertThat(text(read(left, Optional.of(place)))).isEqualTo("same again\nthree\n");
        assertThat(told).hasToString("found ");
    }

    @Test
    void aFileWithoutThePlaceIsToldOf() {
        Place place = read(FILE, Optional.empty()).place().orElseThrow();

        assertThat(text(read("2026-11-21T07:40:44.000000000Z four\n", Optional.of(place))))
                .isEqualTo("four\n");
        assertThat(told).hasToString("not found before 2026-11-21T07:40:44Z");
    }
}
