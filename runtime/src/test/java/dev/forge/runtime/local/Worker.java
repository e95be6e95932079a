package dev.forge.runtime.local;

import com.fasterxml.jackson.databind.ObjectReader;
import dev.forge.contract.step.StepTask;
import dev.forge.contract.workflow.HistoryFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A worker in a JVM of its own, to be killed: it launches one attempt and then does nothing. */
final class Worker {
    private Worker() {}

    public static void main(String[] args) throws Exception {
        ObjectReader reader = HistoryFormat.mapper().readerFor(StepTask.class);
        StepTask task = reader.readValue(Files.readAllBytes(Path.of(args[1])));
        LocalSettings settings = LocalSettings.under(Path.of(args[0])).withGrace(Duration.ofSeconds(1));
        LocalRuntime runtime = LocalRuntime.open(settings, System.getenv(), Clock.systemUTC());
        System.out.println("launching");
        runtime.launch(task);
        System.out.println("launched");
        Thread.currentThread().join();
    }

    /** Starts one and waits until it says a word. */
    static Process start(LocalLab lab, StepTask task, String until) throws IOException {
        Path file = Files.createTempFile(lab.settings().root(), "task", ".json");
        Files.write(file, HistoryFormat.mapper().writeValueAsBytes(task));
        Process worker = new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Worker.class.getName(),
                        lab.settings().root().toString(),
                        file.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        // Not closed: that the worker cannot write any more should not be what ends it.
        var said = worker.inputReader();
        String line = said.readLine();
        while (line != null && !line.equals(until)) {
            line = said.readLine();
        }
        return worker;
    }

    static void kill(Process worker, Duration after) throws InterruptedException {
        // The moment of the kill is what these tests are about.
        TimeUnit.NANOSECONDS.sleep(after.toNanos());
        worker.destroyForcibly().waitFor();
    }
}
