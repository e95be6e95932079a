package dev.forge.contract.files;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Optional;

/** The files of a workspace that were asked for. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "answer")
@JsonSubTypes({
    @JsonSubTypes.Type(value = FilesAnswer.Page.class, name = "PAGE"),
    @JsonSubTypes.Type(value = FilesAnswer.NoWorkspace.class, name = "NO_WORKSPACE")
})
public sealed interface FilesAnswer {
    /**
     * Some of them, in {@link WorkspacePath#ORDER}.
     *
     * @param more whether others follow
     * @param remark what may be missing, and why
     */
    record Page(List<WorkspaceFile> files, boolean more, Optional<String> remark) implements FilesAnswer {
        /** Bytes of JSON; Temporal takes 2 MB as one payload. */
        private static final int LARGEST = 1_500_000;

        /** Of a file in JSON beside its path, and more than the longest size and time. */
        private static final int BESIDE_PATH = 100;

        /** A byte of a path that JSON escapes becomes six. */
        private static final int LONGEST_ESCAPE = 6;

        public Page {
            files = List.copyOf(files);
        }

        @Override
        public Page fitting() {
            long bytes = 0;
            for (int i = 0; i < files.size(); i++) {
                bytes += BESIDE_PATH + length(files.get(i).path());
                if (bytes > LARGEST) {
                    return new Page(files.subList(0, i), true, remark);
                }
            }
            return this;
        }

        private static long length(String path) {
            return path.chars()
                    .map(c -> c < ' ' || c == '"' || c == '\\' ? LONGEST_ESCAPE : c < 0x80 ? 1 : 3)
                    .sum();
        }
    }

    /** The run has no workspace: none yet, or none any more. */
    record NoWorkspace() implements FilesAnswer {
        @Override
        public FilesAnswer fitting() {
            return this;
        }
    }

    /** The same, ended sooner where it would be more than Temporal carries in one answer. */
    FilesAnswer fitting();
}
