package dev.forge.activities;

import dev.forge.archive.records.Archive;
import dev.forge.archive.records.PipelineVersion;
import java.util.Optional;

/** The pipelines that the archive keeps; none where there is no archive. */
final class ArchivedPipelines implements PipelineCatalog {
    private final Archive archive;

    ArchivedPipelines(Archive archive) {
        this.archive = archive;
    }

    @Override
    public boolean keepsResults() {
        return !archive.isAbsent();
    }

    @Override
    public Optional<Version> find(String name, Optional<Integer> version) {
        if (archive.isAbsent()) {
            return Optional.empty();
        }
        Optional<PipelineVersion> found = version.map(
                        number -> archive.pipelines().get(name, number))
                .orElseGet(() -> archive.pipelines().get(name));
        return found.map(kept -> new Version(kept.version(), kept.content().toString()));
    }
}
