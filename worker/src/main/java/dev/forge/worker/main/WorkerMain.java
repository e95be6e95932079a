package dev.forge.worker.main;

import dev.forge.traces.Traces;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The worker as a program of its own, in a cluster: attempts are Jobs there. Told to end (TERM), it detaches from what
 * it awaits, which goes on and is adopted by another worker, or by this one when it comes back.
 */
public final class WorkerMain {
    /** As the command line has it: what was asked for is wrong. */
    private static final int INVALID = 2;

    private static final Logger LOG = LoggerFactory.getLogger(WorkerMain.class);

    private WorkerMain() {}

    public static void main(String[] args) throws InterruptedException {
        try {
            serve(WorkerConfiguration.read(System.getenv()));
        } catch (WrongSettings e) {
            e.mistakes().forEach(LOG::error);
            System.exit(INVALID);
        } catch (RuntimeException e) {
            LOG.error("The worker cannot start", e);
            System.exit(1);
        }
    }

    private static void serve(WorkerConfiguration configuration) throws InterruptedException {
        configuration.unknown().forEach(name -> LOG.warn("{} means nothing here: see docs/configuration.md", name));
        Traces traces = traces(System.getenv());
        WorkerMetrics metrics = new WorkerMetrics();
        HealthPort health = HealthPort.open(configuration.healthPort(), metrics);
        ServingWorker worker = new ServingWorker(configuration, metrics, traces, Clock.systemUTC());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(health, worker, traces), "stop"));
        worker.start();
        health.is(HealthPort.State.SERVING);
        LOG.info(
                "serving installation {}, Temporal at {}",
                configuration.kubernetes().installation(),
                configuration.temporal().address());
        // The hook ends the program.
        new CountDownLatch(1).await();
    }

    private static Traces traces(Map<String, String> environment) {
        try {
            return Traces.open("forge-worker", environment);
        } catch (IllegalArgumentException e) {
            throw new WrongSettings(List.of(String.valueOf(e.getMessage())));
        }
    }

    private static void stop(HealthPort health, ServingWorker worker, Traces traces) {
        health.is(HealthPort.State.STOPPING);
        worker.close();
        traces.close();
        health.close();
    }
}
