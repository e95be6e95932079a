package dev.forge.starter.harness;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.forge.contract.workflow.HistoryFormat;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInterface;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;

/** Stands for the activity that executes an attempt. */
@ActivityInterface
public interface HeartbeatActivity {
    /** Heartbeats these details once and then runs on. */
    void execute(String json);

    /** One that runs until its worker is shut down. */
    final class Endless implements HeartbeatActivity {
        @Override
        public void execute(String json) {
            try {
                Activity.getExecutionContext().heartbeat(HistoryFormat.mapper().readTree(json));
                new CountDownLatch(1).await();
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
