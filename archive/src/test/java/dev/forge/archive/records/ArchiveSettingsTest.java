package dev.forge.archive.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ArchiveSettingsTest {
    @Test
    void thePasswordIsNeverShown() {
        ArchiveSettings settings =
                new ArchiveSettings("jdbc:postgresql://db/forge?password=hidden&ssl=true", "forge", "secret", 4);

        assertThat(settings.toString())
                .isEqualTo("ArchiveSettings[jdbc:postgresql://db/forge, user=forge, poolSize=4]")
                .doesNotContain("secret", "hidden");
    }

    @Test
    void whatCannotBeAnArchiveIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ArchiveSettings("jdbc:mysql://db/forge", "forge", "secret", 4))
                .withMessageEndingWith("let it begin with jdbc:postgresql:");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ArchiveSettings("jdbc:postgresql://db/forge", " ", "secret", 4))
                .withMessageContaining("needs a user");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ArchiveSettings("jdbc:postgresql://db/forge", "forge", "secret", 0))
                .withMessageContaining("not 0");
    }
}
