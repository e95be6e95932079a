package dev.forge.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretCommandTest {
    @TempDir
    private Path home;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void aHome() {
        environment.put("HOME", home.toString());
    }

    @Test
    void aPullSecretHoldsTheLoginsOfDockersFile() throws Exception {
        dockerConfig("{\"auths\": {\"registry.example\": {\"auth\": \"aHVzaDpodXNo\"}, \"other.example\": {}}}");

        assertThat(forge("secret", "pull", "--dry-run")).isEqualTo(ExitCode.OK);
        assertThat(text(out))
                .contains("name: forge-pull", "namespace: forge", "type: kubernetes.io/dockerconfigjson")
                .contains(".dockerconfigjson: (hidden, ")
                .doesNotContain("aHVzaDpodXNo");
    }

    @Test
    void dockersOwnRegistryIsFoundByItsShortName() throws Exception {
        dockerConfig("{\"auths\": {\"https://index.docker.io/v1/\": {\"auth\": \"aHVzaDpodXNo\"}}}");

        assertThat(forge("secret", "pull", "--registry", "docker.io", "--dry-run"))
                .isEqualTo(ExitCode.OK);
    }

    @Test
    void podmansFileIsFoundToo() throws Exception {
        Path file = Files.createDirectories(home.resolve(".config/containers")).resolve("auth.json");
        Files.writeString(file, "{\"auths\": {\"registry.example\": {\"auth\": \"aHVzaDpodXNo\"}}}");

        assertThat(forge("secret", "pull", "--dry-run")).isEqualTo(ExitCode.OK);
    }

    @Test
    void aPasswordInACredentialHelperIsExplained() throws Exception {
        dockerConfig("{\"auths\": {\"registry.example\": {}}, \"credsStore\": \"desktop\"}");

        assertThat(forge("secret", "pull", "--registry", "registry.example", "--dry-run"))
                .isEqualTo(ExitCode.REFUSED);
        assertThat(text(err))
                .contains("docker-credential-desktop", "kubectl create secret docker-registry")
                .contains("--docker-server=registry.example");
    }

    @Test
    void aRegistryWithoutALoginIsNamed() throws Exception {
        dockerConfig("{\"auths\": {\"registry.example\": {\"auth\": \"aHVzaDpodXNo\"}}}");

        assertThat(forge("secret", "pull", "--registry", "other.example")).isEqualTo(ExitCode.REFUSED);
        assertThat(text(err)).contains("holds no login to other.example", "docker login other.example");
    }

    @Test
    void withoutAnyLoginItSaysHowToLogIn() {
        assertThat(forge("secret", "pull")).isEqualTo(ExitCode.REFUSED);
        assertThat(text(err)).contains("No login to any registry", "docker login HOST", "--docker-config");
    }

    @Test
    void aFileThatIsNoJsonIsNotQuoted() throws Exception {
        dockerConfig("{\"auths\": hush}");

        assertThat(forge("secret", "pull")).isEqualTo(ExitCode.REFUSED);
        assertThat(text(err)).contains("is no JSON (line 1)").doesNotContain("hush");
    }

    @Test
    void aLoginToAmazonsRegistryIsSaidToEnd() throws Exception {
        dockerConfig(
                "{\"auths\": {\"123456789012.dkr.ecr.eu-central-1.amazonaws.com\": {\"auth\": \"aHVzaDpodXNo\"}}}");

        assertThat(forge("secret", "pull", "--dry-run")).isEqualTo(ExitCode.OK);
        assertThat(text(err)).contains("ends after 12 hours");
    }

    @Test
    void aProfilesKeysBecomeASecret() throws Exception {
        credentials("""
                [default]
                aws_access_key_id = other
                [forge]
                aws_access_key_id = AKIAHUSH
                aws_secret_access_key = hush/hush=
                # a comment
                """);

        assertThat(forge("secret", "aws", "--profile", "forge", "-n", "team-b", "--dry-run"))
                .isEqualTo(ExitCode.OK);
        assertThat(text(out))
                .contains("name: forge-object-store", "namespace: team-b")
                .contains("AWS_ACCESS_KEY_ID: (hidden, 8 bytes)", "AWS_SECRET_ACCESS_KEY: (hidden, 10 bytes)")
                .doesNotContainIgnoringCase("hush");
        assertThat(text(err)).isEmpty();
    }

    @Test
    void keysThatEndAreWarnedOf() {
        environment.put("AWS_ACCESS_KEY_ID", "ASIAHUSH");
        environment.put("AWS_SECRET_ACCESS_KEY", "hush");
        environment.put("AWS_SESSION_TOKEN", "hush-hush");

        assertThat(forge("secret", "aws", "--dry-run")).isEqualTo(ExitCode.OK);
        assertThat(text(out)).contains("AWS_SESSION_TOKEN: (hidden, 9 bytes)");
        assertThat(text(err)).contains("session token", "IRSA").doesNotContainIgnoringCase("hush");
    }

    @Test
    void aNamedProfileCountsMoreThanTheVariables() throws Exception {
        environment.put("AWS_ACCESS_KEY_ID", "from-the-variables");
        environment.put("AWS_SECRET_ACCESS_KEY", "hush");
        credentials("[forge]\naws_access_key_id=1234\naws_secret_access_key=hush\n");

        assertThat(forge("secret", "aws", "--profile", "forge", "--dry-run")).isEqualTo(ExitCode.OK);
        assertThat(text(out)).contains("AWS_ACCESS_KEY_ID: (hidden, 4 bytes)");
    }

    @Test
    void halfOfTheVariablesIsAMistake() {
        environment.put("AWS_ACCESS_KEY_ID", "AKIAHUSH");

        assertThat(forge("secret", "aws", "--dry-run")).isEqualTo(ExitCode.REFUSED);
        assertThat(text(err)).contains("AWS_SECRET_ACCESS_KEY is not").doesNotContain("AKIAHUSH");
    }

    @Test
    void aProfileOfSsoIsExplained() throws Exception {
        Files.writeString(
                Files.createDirectories(home.resolve(".aws")).resolve("config"),
                "[profile work]\nsso_session = company\nsso_account_id = 1\n");

        assertThat(forge("secret", "aws", "--profile", "work")).isEqualTo(ExitCode.REFUSED);
        assertThat(text(err)).contains("by SSO", "aws configure export-credentials --profile work");
    }

    @Test
    void withoutKeysItSaysWhereTheyWereLookedFor() {
        assertThat(forge("secret", "aws")).isEqualTo(ExitCode.REFUSED);
        assertThat(text(err))
                .contains(
                        "the profile default", home.resolve(".aws/credentials").toString());
    }

    @Test
    void whichKindOfSecretMustBeSaid() {
        assertThat(forge("secret")).isEqualTo(ExitCode.INVALID);
        assertThat(text(err)).contains("pull or aws");
    }

    private void dockerConfig(String text) throws Exception {
        Files.writeString(Files.createDirectories(home.resolve(".docker")).resolve("config.json"), text);
    }

    private void credentials(String text) throws Exception {
        Files.writeString(Files.createDirectories(home.resolve(".aws")).resolve("credentials"), text);
    }

    private int forge(String... arguments) {
        return ForgeCommand.execute(environment, stream(out), stream(err), arguments);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
