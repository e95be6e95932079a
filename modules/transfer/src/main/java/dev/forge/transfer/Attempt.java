package dev.forge.transfer;

import dev.forge.transfer.report.Category;
import dev.forge.transfer.report.DiskFaults;
import dev.forge.transfer.report.JsonText;
import dev.forge.transfer.report.Progress;
import dev.forge.transfer.report.Summary;
import dev.forge.transfer.report.TransferFailure;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** One go at a transfer: it ends with an exit code, and with its outcome on the output file and on the streams. */
final class Attempt {
    static final int DONE = 0;
    static final int FAILED = 1;

    /** kubelet keeps no more of a termination log. */
    private static final int OUTPUT_LIMIT = 4096;

    private static final int LONGEST_SENTENCE = 1200;

    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;

    /** The transfer itself. */
    @FunctionalInterface
    interface Work {
        Summary run(Surroundings surroundings, Progress progress) throws IOException;
    }

    Attempt(Map<String, String> environment, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.out = out;
        this.err = err;
    }

    int run(String side, Work work) {
        try (Progress progress = new Progress(out, InstantSource.system())) {
            Summary summary = work.run(Surroundings.of(environment), progress);
            progress.finish(side, summary);
            output(summary.toJson());
            return DONE;
        } catch (TransferFailure failure) {
            return failed(failure);
        } catch (IOException fault) {
            return failed(DiskFaults.of(fault));
        } catch (OutOfMemoryError full) {
            return failed(new TransferFailure(
                    Category.INTERNAL, "The program ran out of memory.", "Report this with the source's shape.", full));
        } catch (RuntimeException unforeseen) {
            unforeseen.printStackTrace(err);
            return failed(new TransferFailure(
                    Category.INTERNAL,
                    "An unforeseen fault: " + unforeseen + ".",
                    "Report this with the log.",
                    unforeseen));
        }
    }

    private int failed(TransferFailure failure) {
        String sentence = cut(failure.sentence());
        err.println(sentence + " " + failure.fix());
        output(new JsonText()
                .text("category", failure.category().name())
                .text("message", sentence)
                .text("fix", cut(failure.fix()))
                .toString());
        return FAILED;
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_SENTENCE ? text : text.substring(0, LONGEST_SENTENCE) + "…";
    }

    /** Written in place: on Kubernetes it is a file that kubelet mounted. Its loss does not undo what was transferred. */
    private void output(String json) {
        Optional<Path> file = Surroundings.output(environment);
        if (file.isEmpty()) {
            return;
        }
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        try {
            Files.write(file.get(), bytes.length <= OUTPUT_LIMIT ? bytes : "{}".getBytes(StandardCharsets.UTF_8));
        } catch (IOException fault) {
            err.println("FORGE_OUTPUT=" + file.get() + " cannot be written: " + fault);
        }
    }
}
