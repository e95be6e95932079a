package dev.forge.k8s.manifest;

import dev.forge.contract.files.FileQuery;
import dev.forge.contract.files.FilesQuery;
import dev.forge.contract.files.Span;
import dev.forge.contract.pipeline.ContainerExpressions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a reading Job does: which program runs in it, and with which words. */
public final class Reading {
    private final Script script;
    private final List<String> words;

    private Reading(Script script, List<String> words) {
        this.script = script;
        this.words = words;
    }

    public static Reading of(FilesQuery query) {
        String times = query.changed().stream()
                .flatMap(List::stream)
                .map(Reading::seconds)
                .collect(Collectors.joining(","));
        return new Reading(Script.LIST, List.of(query.prefix(), query.after(), Integer.toString(query.limit()), times));
    }

    public static Reading of(FileQuery query) {
        return read(query.from(), query.atMost(), List.of(query.path()));
    }

    /** The first bytes of several files, up to {@link FileQuery#LARGEST_PART} of each. */
    public static Reading ofBeginnings(List<String> paths) {
        return read(0, FileQuery.LARGEST_PART, paths);
    }

    private static Reading read(long from, int atMost, List<String> paths) {
        // tail counts bytes from 1.
        List<String> words = new ArrayList<>(List.of(Long.toString(from + 1), Integer.toString(atMost)));
        words.addAll(paths);
        return new Reading(Script.READ, words);
    }

    private static String seconds(Span span) {
        return span.from().getEpochSecond() + "-" + span.to().getEpochSecond();
    }

    List<String> command(String claim) {
        List<String> command = new ArrayList<>(script.command(claim));
        // Kubernetes would expand a dollar before a parenthesis, and takes two for one.
        words.forEach(word -> command.add(ContainerExpressions.literal(word)));
        return command;
    }
}
