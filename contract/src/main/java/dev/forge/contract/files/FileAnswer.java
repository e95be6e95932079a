package dev.forge.contract.files;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What is said to whoever asks for a file's bytes. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "answer")
@JsonSubTypes({
    @JsonSubTypes.Type(value = FileAnswer.Part.class, name = "PART"),
    @JsonSubTypes.Type(value = FileAnswer.NoWorkspace.class, name = "NO_WORKSPACE"),
    @JsonSubTypes.Type(value = FileAnswer.NoFile.class, name = "NO_FILE"),
    @JsonSubTypes.Type(value = FileAnswer.Refused.class, name = "REFUSED")
})
public sealed interface FileAnswer {
    /** Some of its bytes, and how the file stands now: one that is another than before was changed meanwhile. */
    final class Part implements FileAnswer {
        private final WorkspaceFile file;
        private final byte[] bytes;

        @JsonCreator
        public Part(@JsonProperty("file") WorkspaceFile file, @JsonProperty("bytes") byte[] bytes) {
            this.file = file;
            this.bytes = bytes.clone();
        }

        @JsonProperty
        public WorkspaceFile file() {
            return file;
        }

        /** Fewer than were asked for only at the file's end. */
        @JsonProperty
        public byte[] bytes() {
            return bytes.clone();
        }
    }

    /** The run has no workspace: none yet, or none any more. */
    record NoWorkspace() implements FileAnswer {}

    /** Nothing has that path. */
    record NoFile() implements FileAnswer {}

    /**
     * What has that path is not given out.
     *
     * @param why the end of a sentence that begins with the path
     * @param remedy a clause of its own
     */
    record Refused(String why, String remedy) implements FileAnswer {}
}
