package dev.forge.k8s.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class IndexTest {
    private final List<String> seen = new ArrayList<>();
    private final Index index =
            new Index(new Waiters(), pod -> seen.add(pod.getMetadata().getUid()));

    @Test
    void aJobIsFoundByItsUidAndItsName() {
        index.ofJobs().changed(job("job"));

        assertThat(index.job("job")).isPresent();
        assertThat(index.named("name-of-job")).isPresent();
    }

    @Test
    void allIsListedOnceBothKindsAre() {
        index.ofJobs().listed(List.of());
        index.ofPods().changed(running("pod", "job"));
        assertThat(index.listed()).isFalse();

        index.ofPods().listed(List.of());
        assertThat(index.listed()).isTrue();
    }

    @Test
    void whatAListDoesNotShowIsGone() {
        index.ofJobs().changed(job("old"));
        index.ofPods().changed(running("pod", "old"));

        index.ofJobs().listed(List.of(job("new")));
        index.ofPods().listed(List.of());

        assertThat(index.job("old")).isEmpty();
        assertThat(index.pods("old")).isEmpty();
        assertThat(index.job("new")).isPresent();
    }

    @Test
    void howAPodEndedIsKnownAfterItHasGone() {
        index.ofJobs().changed(job("job"));
        index.ofPods().changed(running("pod", "job"));
        index.ofPods().gone(ended("pod", "job"));

        assertThat(index.pods("job")).isEmpty();
        assertThat(index.departed("job")).hasSize(1);
    }

    @Test
    void aPodThatWentWithoutBeingSeenToEndIsNoWitness() {
        index.ofJobs().changed(job("job"));
        index.ofPods().gone(running("pod", "job"));

        assertThat(index.departed("job")).isEmpty();
    }

    @Test
    void aPodThatItsJobHasLeftBehindIsStillTheJobs() {
        Pod pod = running("pod", "job");
        Pod left = new PodBuilder(pod)
                .editMetadata()
                .withOwnerReferences(List.of())
                .addToLabels("batch.kubernetes.io/controller-uid", "job")
                .endMetadata()
                .build();

        index.ofPods().changed(pod);
        index.ofPods().changed(left);
        assertThat(index.pods("job")).containsExactly(left);

        index.ofPods().gone(left);
        assertThat(index.pods("job")).isEmpty();
    }

    @Test
    void nothingIsKeptOfAJobThatIsGone() {
        index.ofJobs().changed(job("job"));
        index.ofPods().gone(ended("pod", "job"));

        index.ofJobs().gone(job("job"));

        assertThat(index.departed("job")).isEmpty();
        assertThat(index.named("name-of-job")).isEmpty();
    }

    @Test
    void eachChangeOfAPodIsTold() {
        index.ofPods().changed(running("one", "job"));
        index.ofPods().gone(ended("one", "job"));

        assertThat(seen).containsExactly("one", "one");
    }

    private static Job job(String uid) {
        return new JobBuilder()
                .withNewMetadata()
                .withName("name-of-" + uid)
                .withUid(uid)
                .endMetadata()
                .build();
    }

    private static Pod running(String uid, String job) {
        return pod(uid, job)
                .withNewStatus()
                .addNewContainerStatus()
                .withNewState()
                .withNewRunning()
                .endRunning()
                .endState()
                .endContainerStatus()
                .endStatus()
                .build();
    }

    private static Pod ended(String uid, String job) {
        return pod(uid, job)
                .withNewStatus()
                .addNewContainerStatus()
                .withNewState()
                .withNewTerminated()
                .withExitCode(0)
                .endTerminated()
                .endState()
                .endContainerStatus()
                .endStatus()
                .build();
    }

    private static PodBuilder pod(String uid, String job) {
        return new PodBuilder()
                .withNewMetadata()
                .withUid(uid)
                .addNewOwnerReference()
                .withKind("Job")
                .withUid(job)
                .endOwnerReference()
                .endMetadata();
    }
}
