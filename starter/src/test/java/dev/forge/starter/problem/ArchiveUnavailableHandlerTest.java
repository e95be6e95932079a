package dev.forge.starter.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.forge.archive.records.Archive;
import dev.forge.archive.records.ArchiveUnavailable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import org.junit.jupiter.api.Test;

class ArchiveUnavailableHandlerTest {
    @Test
    void whatNeedsAnArchiveWhereThereIsNoneIsAnswered503WithTheSettingThatIsMissing() {
        ArchiveUnavailable none = catchThrowableOfType(
                ArchiveUnavailable.class, () -> Archive.absent().runs().find("a"));

        HttpResponse<ProblemDocument> answer =
                new ArchiveUnavailableHandler().handle(HttpRequest.GET("/pipelines"), none);

        assertThat(answer.code()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isEqualTo("5");
        assertThat(answer.body().code()).isEqualTo("archive_unavailable");
        assertThat(answer.body().detail()).contains("forge.archive.url", "FORGE_ARCHIVE_URL");
    }
}
