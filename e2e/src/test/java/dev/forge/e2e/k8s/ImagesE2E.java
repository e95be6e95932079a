package dev.forge.e2e.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.contract.workflow.HistoryFormat;
import dev.forge.standalone.images.ImageNames;
import dev.forge.standalone.images.ImageSource;
import dev.forge.standalone.images.ImageSources;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The images that the cluster was given; where buildah made them, as on the project's own test cluster. */
class ImagesE2E {
    private static final String LABEL = "/Labels/org.opencontainers.image.";

    static List<ImageSource> images() {
        return ImageSources.of(Command.REPOSITORY, List.of());
    }

    @ParameterizedTest
    @MethodSource("images")
    void eachSaysWhatItIsOfWhichReleaseAndDoesNotRunAsRoot(ImageSource image) throws Exception {
        assumeTrue(isInBuildah(generation(image)), "buildah has not built " + image.name());

        JsonNode built = inspected(generation(image));
        JsonNode config = built.at("/OCIv1/config");

        assertThat(config.at("/User").asText()).isEqualTo("10001:10001");
        assertThat(List.of("title", "description", "licenses"))
                .allSatisfy(label ->
                        assertThat(config.at(LABEL + label).asText()).as(label).isNotEmpty());
        String release = config.at(LABEL + "version").asText();
        assertThat(release).isNotIn("", "unknown");
        assertThat(inspected(generation(image).replaceAll(":1$", ":" + release)).at("/FromImageID"))
                .as("the image that bears the release's tag")
                .isEqualTo(built.at("/FromImageID"));
    }

    private static String generation(ImageSource image) {
        return new ImageNames("", "").generation(image);
    }

    private static boolean isInBuildah(String name) throws InterruptedException {
        try {
            return Command.of("buildah", "inspect", "--type", "image", name)
                            .end()
                            .code()
                    == 0;
        } catch (IOException e) {
            // No buildah.
            return false;
        }
    }

    private static JsonNode inspected(String name) throws IOException, InterruptedException {
        return HistoryFormat.mapper()
                .readTree(Command.of("buildah", "inspect", "--type", "image", name)
                        .run());
    }
}
