package dev.forge.transfer.sink;

import dev.forge.transfer.report.JsonText;
import dev.forge.transfer.workspace.Spill;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The list of what a sink has put somewhere, as JSON, one file a line; in the order in which the files arrived. */
final class Manifest {
    private final Spill list;
    private long files;
    private long bytes;

    Manifest(Spill list) {
        this.list = list;
    }

    synchronized void add(String name, Copied copied) throws IOException {
        String line = new JsonText()
                .text("name", name)
                .number("size", copied.size())
                .text("sha256", copied.sha256())
                .toString();
        write((files == 0 ? "{\"entries\": [\n" : ",\n") + line);
        files++;
        bytes += copied.size();
    }

    synchronized void end() throws IOException {
        String sum = "],\n\"files\": " + files + ", \"bytes\": " + bytes + "}\n";
        write((files == 0 ? "{\"entries\": [" : "\n") + sum);
    }

    synchronized long files() {
        return files;
    }

    private void write(String text) throws IOException {
        list.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
