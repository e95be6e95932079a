package dev.forge.e2e.k8s;

import dev.forge.k8s.Names;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The Jobs that remove workspaces: each is there for a second or two, so that looking now and then may miss it. */
final class CleaningJobs implements AutoCloseable {
    private final CompletableFuture<Job> gone = new CompletableFuture<>();
    private final Watch watch;

    private CleaningJobs(Space space) {
        watch = Cluster.shared()
                .client()
                .batch()
                .v1()
                .jobs()
                .inNamespace(space.name())
                .withLabel(Names.PURPOSE)
                .watch(new Watcher<>() {
                    @Override
                    public void eventReceived(Action action, Job job) {
                        if (action == Action.DELETED) {
                            gone.complete(job);
                        }
                    }

                    @Override
                    public void onClose(WatcherException cause) {
                        gone.completeExceptionally(cause);
                    }
                });
    }

    static CleaningJobs watch(Space space) {
        return new CleaningJobs(space);
    }

    void awaitOneHasComeAndGone() throws Exception {
        gone.get(Installation.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        watch.close();
    }
}
