package dev.forge.transfer.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forge.transfer.report.TransferFailure;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocationTest {
    @Test
    void aKeyIsTakenAsItIsWritten() {
        assertThat(Location.parse("s3://bucket/a b/%20+ü.ZIP")).isEqualTo(new S3Location("bucket", "a b/%20+ü.ZIP"));
        assertThat(Location.parse("s3://bucket/x.ZIP").namesZip()).isTrue();
        assertThat(new S3Location("bucket", "").isPrefix()).isTrue();
        assertThat(Location.parse("s3://bucket")).isEqualTo(new S3Location("bucket", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "file:///a/b,/a/b",
        "file:/a/b,/a/b",
        "file://localhost/a,/a",
        "file:///a%20b/%C3%BC,/a b/ü",
        "file:///a b/ü,/a b/ü",
        "file:///a/../b/,/b"
    })
    void aFileUriBecomesAPath(String uri, String path) {
        assertThat(Location.parse(uri)).extracting("path").isEqualTo(Path.of(path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "/a",
                "http://a/b",
                "S3://a/b",
                "s3:/a/b",
                "s3://",
                "s3:///a",
                "s3://a/b",
                "s3://bucket/../x",
                "s3://bucket/a/./b",
                "s3://bucket/a\nb",
                "file://a",
                "file://host/a",
                "file:a",
                "file:///%zz",
                "file:///%2",
                "file:///%00"
            })
    void whatIsNoLocationIsAMistakeThatSaysHowToWriteOne(String uri) {
        assertThatThrownBy(() -> Location.parse(uri)).isInstanceOfSatisfying(TransferFailure.class, failure -> {
            assertThat(failure.category().name()).isEqualTo("CONFIGURATION");
            assertThat(failure.fix()).contains("s3://bucket/prefix/");
        });
    }
}
