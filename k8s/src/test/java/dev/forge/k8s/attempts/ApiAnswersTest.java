package dev.forge.k8s.attempts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.step.Category;
import dev.forge.runtime.LaunchRefused;
import dev.forge.runtime.RuntimeUnavailable;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiAnswersTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    400 | BadRequest | strict decoding error: unknown field "spec.template.spec.colour"
                    422 | Invalid    | Job.batch "a" is invalid: spec.template.spec.containers[0].image: Required value
                    403 | Forbidden  | admission webhook "policy.example" denied the request: no latest tags
                    403 | Forbidden  | admission webhook "policy.example" denied the request: containers cannot run as root
                    """)
    void whatCanNeverPassIsRefusedInTheServersOwnWords(int code, String reason, String message) {
        assertThat(ApiAnswers.refused("its Job", answer(code, reason, message)))
                .isInstanceOfSatisfying(LaunchRefused.class, refused -> {
                    assertThat(refused.failure().category()).isEqualTo(Category.CONFIGURATION);
                    assertThat(refused.failure().message()).contains(message);
                    assertThat(refused.failure().reason()).hasValue(reason);
                });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    403 | Forbidden          | jobs.batch is forbidden: User "forge" cannot create resource "jobs" | Grant that
                    403 | Forbidden          | jobs.batch "a" is forbidden: exceeded quota: few, used: count/jobs=1 | raise the quota
                    403 | Forbidden          | unable to create new content in namespace a because it is being terminated | configure another
                    401 | Unauthorized       | Unauthorized                  | credentials
                    404 | NotFound           | namespaces "a" not found      | Make the namespace
                    409 | Conflict           | the object has been modified  | goes on trying
                    429 | TooManyRequests    | too many requests             | goes on trying
                    500 | InternalError      | etcdserver: request timed out | goes on trying
                    503 | ServiceUnavailable | apiserver is shutting down    | goes on trying
                    """)
    void whatMayPassLaterIsUnavailableAndSaysWhatToDo(int code, String reason, String message, String remedy) {
        assertThat(ApiAnswers.refused("its Job", answer(code, reason, message)))
                .isInstanceOf(RuntimeUnavailable.class)
                .hasMessageContaining(message)
                .hasMessageContaining(remedy);
    }

    @Test
    void aServerThatCannotBeReachedIsUnavailable() {
        KubernetesClientException error = new KubernetesClientException("no", new java.io.IOException("refused"));

        assertThat(ApiAnswers.refused("its Job", error))
                .isInstanceOf(RuntimeUnavailable.class)
                .hasMessageContaining("refused")
                .hasMessageContaining("API server is up");
    }

    @Test
    void onlyANameThatIsTakenIsThereAlready() {
        assertThat(ApiAnswers.alreadyExists(answer(409, "AlreadyExists", "jobs \"a\" already exists")))
                .isTrue();
        assertThat(ApiAnswers.alreadyExists(answer(409, "Conflict", "the quota has been modified")))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    404 | NotFound  | namespaces "a" not found                                                     | true
                    403 | Forbidden | unable to create new content in namespace a because it is being terminated  | true
                    403 | Forbidden | jobs.batch "a" is forbidden: exceeded quota: few, used: count/jobs=1         | false
                    403 | Forbidden | jobs.batch is forbidden: User "forge" cannot create resource "jobs"          | false
                    500 | Internal  | etcdserver: request timed out                                                | false
                    """)
    void onlyWhereANamespaceIsGoneOrGoingNothingCanCome(int code, String reason, String message, boolean gone) {
        assertThat(ApiAnswers.hasNoNamespace(answer(code, reason, message))).isEqualTo(gone);
    }

    private static KubernetesClientException answer(int code, String reason, String message) {
        return new KubernetesClientException(new StatusBuilder()
                .withCode(code)
                .withReason(reason)
                .withMessage(message)
                .build());
    }
}
