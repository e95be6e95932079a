package dev.forge.activities;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.contract.step.Category;
import dev.forge.contract.step.Failure;
import dev.forge.contract.step.StepKind;
import dev.forge.contract.step.StepOutcome.Failed;
import dev.forge.contract.workflow.HistoryFormat;
import java.util.Optional;
import java.util.Set;

/**
 * What the transfer program says of its own failure, as JSON in {@code FORGE_OUTPUT}: {@code category},
 * {@code message}, {@code fix}. Trusted for source and sink alone: any module could write the same.
 */
final class TransferReport {
    private static final Set<Category> ITS_OWN = Set.of(
            Category.SOURCE_MISSING,
            Category.SOURCE_DENIED,
            Category.SOURCE_INVALID,
            Category.SINK_MISSING,
            Category.SINK_DENIED,
            Category.STORAGE,
            Category.CONFIGURATION,
            Category.INTERNAL);

    private TransferReport() {}

    /** The failure of an attempt, in the transfer program's words where it was one and found words. */
    static Failure judge(StepKind kind, Failed failed) {
        return switch (kind) {
            case MODULE -> failed.failure();
            case SOURCE, SINK -> inItsWords(failed).orElse(failed.failure());
        };
    }

    private static Optional<Failure> inItsWords(Failed failed) {
        // What ended it from outside (a timeout, the kernel) is not the program's to tell.
        if (failed.failure().category() != Category.MODULE_EXIT) {
            return Optional.empty();
        }
        return json(failed.output())
                .flatMap(report -> category(report)
                        .map(category -> new Failure(
                                category,
                                failed.failure().exitCode(),
                                failed.failure().reason(),
                                report.path("message").asText(failed.failure().message()),
                                report.path("fix").asText(failed.failure().remedy()),
                                failed.failure().lastLines())));
    }

    private static Optional<Category> category(JsonNode report) {
        String name = report.path("category").asText();
        return ITS_OWN.stream().filter(category -> category.name().equals(name)).findFirst();
    }

    private static Optional<JsonNode> json(String output) {
        try {
            return Optional.of(HistoryFormat.mapper().readTree(output));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
