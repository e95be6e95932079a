package dev.forge.starter.api;

import dev.forge.contract.files.FilesQuery;
import dev.forge.contract.files.WorkspacePath;
import dev.forge.starter.files.FilesWish;
import io.micronaut.http.HttpParameters;
import java.util.List;

/** What the lists of files are asked for. */
final class FileListQuery {
    private static final int USUAL_PAGE = 200;

    private FileListQuery() {}

    static FilesWish of(HttpParameters sent) {
        QueryParameters query = new QueryParameters(sent, List.of("prefix", "cursor", "limit"));
        String prefix = query.text("prefix").orElse("");
        if (prefix.length() > WorkspacePath.LONGEST || prefix.indexOf('\0') >= 0) {
            throw QueryParameters.refused(
                    "No path begins with that prefix: it is longer than any, or has a NUL in it.");
        }
        return new FilesWish(
                prefix,
                query.text("cursor"),
                query.number("limit", 1, FilesQuery.LARGEST_PAGE).orElse(USUAL_PAGE));
    }
}
