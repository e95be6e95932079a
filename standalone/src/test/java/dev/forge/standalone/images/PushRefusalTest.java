package dev.forge.standalone.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PushRefusalTest {
    private static final String ECR = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/team/forge/stamp:1";

    /** What builders say in each case, from their own output. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "docker | unauthorized: authentication required | Log in to it, | docker login registry.example",
                "podman | requesting access is denied | Log in to it, | podman login registry.example",
                "buildah | StatusCode: 403, Forbidden | Log in to it, | buildah login registry.example",
                "docker | denied: requested access to the resource is denied | Log in to it, | docker login registry.example",
                "buildah | a blob sha256:4fb4cc71ae1c54045cc exists in stamp: unauthorized | Log in to it, | buildah login",
                "podman | StatusCode: 404, Not Found | has no repository | Make one named team/forge/stamp",
                "docker | dial tcp: lookup registry.example: no such host | does not answer | --push",
                "buildah | pinging container registry: connection refused | does not answer | --push",
                "docker | name unknown: no such repository | has no repository | Make one named team/forge/stamp",
                "docker | http: server gave HTTP response to HTTPS client | answers without TLS | --insecure",
                "docker | tls: failed to verify: x509: certificate signed by unknown authority | does not trust | certs.d",
                "docker | disk quota exceeded | failed | docker push registry.example/team/forge/stamp:1"
            })
    void aRefusalIsASentenceThatSaysWhatToDo(Builder builder, String said, String means, String remedy) {
        assertThat(refusal(builder, "registry.example/team/forge/stamp:1", said))
                .contains("registry.example", means, remedy, said);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "docker | no basic auth credentials | aws ecr get-login-password --region eu-central-1 | docker login"
                        + " --username AWS --password-stdin 123456789012.dkr.ecr.eu-central-1.amazonaws.com",
                "buildah | authentication required | aws ecr get-login-password --region eu-central-1 | buildah login"
                        + " --username AWS --password-stdin 123456789012.dkr.ecr.eu-central-1.amazonaws.com"
            })
    void amazonsRegistryIsLoggedInToByItsOwnCommand(Builder builder, String said, String password, String login) {
        assertThat(refusal(builder, ECR, said)).endsWith(password + " | " + login);
    }

    @ParameterizedTest
    @CsvSource("docker")
    void amazonsRegistryNeedsItsRepositoriesMade(Builder builder) {
        assertThat(refusal(
                        builder,
                        ECR,
                        "name unknown: The repository with name 'team/forge/stamp' does not exist in the registry"))
                .endsWith("aws ecr create-repository --region eu-central-1 --repository-name team/forge/stamp");
    }

    private static String refusal(Builder builder, String image, String said) {
        return PushRefusal.of(builder, image, new Programs.Ended(1, List.of("Pushing", said)))
                .getMessage();
    }
}
