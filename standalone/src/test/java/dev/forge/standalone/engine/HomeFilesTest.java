package dev.forge.standalone.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeFilesTest {
    private static final OnKubernetes PLACE = new OnKubernetes(
            Optional.empty(),
            "kind-forge",
            "https://127.0.0.1:6443",
            "forge",
            "forge-0a1b2c3d",
            "",
            Optional.empty(),
            Optional.of(URI.create("http://172.18.0.1:7071")));

    @TempDir
    private Path folder;

    private Home home = new Home(Path.of("unused"));

    @BeforeEach
    void create() {
        home = new Home(folder.resolve("home")).created();
    }

    @Test
    void whatAnEngineSaysOfItselfIsReadBackAsItWas() {
        EngineState state = state(ProcessMark.current());

        state.write(home);

        assertThat(EngineState.alive(home)).contains(state);
    }

    @Test
    void theFileOfADeadEngineIsNotTakenForALivingOne() {
        ProcessMark mine = ProcessMark.current();
        state(new ProcessMark(mine.pid(), mine.startedAt().minus(Duration.ofDays(1))))
                .write(home);

        assertThat(EngineState.alive(home)).isEmpty();
        assertThat(EngineState.last(home)).isPresent();
    }

    @Test
    void anEngineThatStopsIsNoLongerSpokenToAndItsPortsAreRemembered() {
        EngineState state = state(ProcessMark.current());
        state.write(home);

        EngineState.retire(home);

        assertThat(EngineState.alive(home)).isEmpty();
        assertThat(EngineState.last(home)).contains(state);
    }

    @Test
    void aBrokenFileIsNoEngine() throws Exception {
        Files.writeString(home.engineFile(), "{\"process\": {");

        assertThat(EngineState.alive(home)).isEmpty();
    }

    @Test
    void anEngineOfAReleaseThatKnewNoKubernetesRunsStepsHere() throws Exception {
        state(ProcessMark.current()).write(home);
        String old = Files.readString(home.engineFile()).replaceFirst("(?s)\"kubernetes\" : \\{.*?\\},", "");
        assertThat(old).doesNotContain("kubernetes");
        Files.writeString(home.engineFile(), old);

        assertThat(EngineState.alive(home)).map(EngineState::kubernetes).contains(Optional.empty());
    }

    @Test
    void aHomeRemembersItsPlaceInAClusterUntilItIsCleared() {
        PLACE.keep(home);
        assertThat(OnKubernetes.of(home)).contains(PLACE);

        OnKubernetes.forget(home);
        assertThat(OnKubernetes.of(home)).isEmpty();
    }

    @Test
    void aHomeHasOnePlaceInAClusterByWhateverContext() {
        PLACE.keep(home);
        OnKubernetes sameElsewhereNamed = place("other-name", PLACE.server(), PLACE.namespace());
        sameElsewhereNamed.requireOnly(home);

        assertThatThrownBy(() -> place("kind-forge", PLACE.server(), "other").requireOnly(home))
                .isInstanceOf(EngineProblem.class)
                .hasMessageContainingAll("kind-forge", "namespace forge", "./forge down --kubernetes", "FORGE_HOME");
        assertThatThrownBy(() -> place("eks", "https://eks.example", "forge").requireOnly(home))
                .isInstanceOf(EngineProblem.class);
    }

    @Test
    void anInstallationHasOneNameAndNoOtherHomeHasIt() {
        Home other = new Home(folder.resolve("other")).created();

        assertThat(InstallationName.of(home))
                .isEqualTo(InstallationName.of(home))
                .matches("forge-[0-9a-f]{8}");
        assertThat(InstallationName.of(other)).isNotEqualTo(InstallationName.of(home));
    }

    @Test
    void whereTheObjectStoreIsHoldsNoKey() {
        assertThat(TransferEnvironment.placeOfCaller(
                        Map.of("AWS_REGION", "eu-central-1", "AWS_SECRET_ACCESS_KEY", "x", "AWS_PROFILE", "me")))
                .isEqualTo(Map.of("AWS_REGION", "eu-central-1"));
        assertThat(TransferEnvironment.placeOfEmbedded(URI.create("http://172.18.0.1:7071")))
                .doesNotContainKeys("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")
                .containsEntry("AWS_ENDPOINT_URL_S3", "http://172.18.0.1:7071");
    }

    private static OnKubernetes place(String context, String server, String namespace) {
        return new OnKubernetes(
                Optional.empty(), context, server, namespace, "forge-0a1b2c3d", "", Optional.empty(), Optional.empty());
    }

    @Test
    void theKeyOfTheObjectStoreIsMadeOnceAndItsOwnersAlone() throws Exception {
        S3Credentials first = S3Credentials.of(home);

        assertThat(S3Credentials.of(home)).isEqualTo(first);
        assertThat(Files.getPosixFilePermissions(home.credentials()))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(first.toString()).doesNotContain(first.secretKey());
    }

    @Test
    void aServerThatStartedBeforeItsEngineCouldNoteItIsKnownByItsOwnNote() throws Exception {
        TemporalRecord.before(1, 2).write(home.temporal());
        ProcessMark mine = ProcessMark.current();
        Files.writeString(TemporalRecord.pidFile(home.temporal()), mine.pid() + "\n");
        Files.setLastModifiedTime(
                TemporalRecord.pidFile(home.temporal()),
                java.nio.file.attribute.FileTime.from(mine.startedAt().plusMillis(200)));

        Optional<ProcessMark> found = TemporalRecord.read(home.temporal()).flatMap(TemporalRecord::process);

        assertThat(found.flatMap(ProcessMark::alive)).contains(ProcessHandle.current());
    }

    @Test
    void aCallersOwnAwsConfigurationIsPassedOnAndNothingElse() {
        assertThat(TransferEnvironment.ofCaller(Map.of("AWS_PROFILE", "me", "HOME", "/home/me", "SECRET", "x")))
                .containsOnlyKeys("AWS_PROFILE", "HOME");
    }

    private static EngineState state(ProcessMark process) {
        return new EngineState(
                process,
                URI.create("http://127.0.0.1:1"),
                "127.0.0.1:2",
                URI.create("http://127.0.0.1:3"),
                URI.create("http://127.0.0.1:4"),
                Optional.of(5),
                Optional.of(PLACE),
                Optional.of("forge.requests"),
                Optional.of(600L),
                Map.of("all", 5L));
    }
}
