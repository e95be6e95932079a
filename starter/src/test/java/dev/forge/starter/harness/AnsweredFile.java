package dev.forge.starter.harness;

import dev.forge.contract.files.FileAnswer;
import dev.forge.contract.files.FileQuery;
import dev.forge.contract.files.WorkspaceFile;
import dev.forge.contract.workflow.FileWorkflow;
import java.util.Arrays;

/** A worker's file, which is larger than one answer: each byte tells its MiB. One of the name "growing" grows meanwhile. */
public final class AnsweredFile implements FileWorkflow {
    public static final int SIZE = 2 * FileQuery.LARGEST_PART + 3;

    @Override
    public FileAnswer run(FileQuery query) {
        if (query.path().equals("large")) {
            return new FileAnswer.Refused("has 99999999 bytes", "have a sink store it");
        }
        int growth = query.path().equals("growing") && query.from() > 0 ? 1 : 0;
        byte[] bytes = new byte[(int) Math.min(query.atMost(), SIZE - query.from())];
        Arrays.fill(bytes, (byte) (query.from() / FileQuery.LARGEST_PART));
        return new FileAnswer.Part(new WorkspaceFile(query.path(), SIZE + growth, Reports.NOON), bytes);
    }
}
