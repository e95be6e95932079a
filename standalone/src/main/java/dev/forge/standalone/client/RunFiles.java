package dev.forge.standalone.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.contract.files.WorkspaceFile;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The files of a run, while its workspace is there. */
public final class RunFiles {
    private final StarterClient starter;
    private final String run;

    RunFiles(StarterClient starter, String run) {
        this.starter = starter;
        this.run = run;
    }

    /**
     * A file that comes.
     *
     * @param length in bytes
     * @param bytes the reader closes them; they break off where the file is changed meanwhile
     */
    public record Opened(long length, InputStream bytes) {}

    /**
     * One page of its files, as the server sent it: {@code files} and, where there are more, {@code next}.
     *
     * @param step only what this one has changed; empty: all
     * @param prefix what paths begin with; may be empty
     */
    public JsonNode list(Optional<String> step, String prefix, int limit, Optional<String> cursor) {
        String of = step.map(name -> "/steps/" + StarterClient.encoded(name)).orElse("");
        String begins = prefix.isEmpty() ? "" : "&prefix=" + StarterClient.encoded(prefix);
        return starter.json(starter.request(path() + of + "/files" + StarterClient.page(limit, cursor) + begins)
                .build());
    }

    /** The files of such a page. */
    public List<WorkspaceFile> listed(JsonNode page) {
        List<WorkspaceFile> files = new ArrayList<>();
        page.path("files").forEach(file -> files.add(starter.as(WorkspaceFile.class, file)));
        return files;
    }

    public Opened open(String file) {
        String encoded =
                Arrays.stream(file.split("/", -1)).map(StarterClient::encoded).collect(Collectors.joining("/"));
        HttpResponse<InputStream> answer = starter.opened(path() + "/files/" + encoded, "application/octet-stream");
        return new Opened(answer.headers().firstValueAsLong("Content-Length").orElse(0), answer.body());
    }

    private String path() {
        return "/runs/" + StarterClient.encoded(run);
    }
}
