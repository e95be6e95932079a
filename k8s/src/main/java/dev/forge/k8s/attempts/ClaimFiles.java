package dev.forge.k8s.attempts;

import dev.forge.contract.files.FileAnswer;
import dev.forge.contract.files.FileQuery;
import dev.forge.contract.files.FilesAnswer;
import dev.forge.contract.files.FilesQuery;
import dev.forge.contract.files.WorkspaceFile;
import dev.forge.k8s.attempts.FileJobs.Answer;
import dev.forge.k8s.manifest.Reading;
import dev.forge.k8s.manifest.ReadingJob;
import dev.forge.runtime.WorkspaceFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The files on the volumes of claims: only a pod gets at them, so that each question is a Job. */
final class ClaimFiles implements WorkspaceFiles {
    /** A MiB of it takes a Job of a second or two. */
    static final long LARGEST = 32L * 1024 * 1024;

    /** A line of list.sh; a name may hold a carriage return. */
    private static final Pattern FILE = Pattern.compile("(\\d+) (-?\\d+) -?\\d+ (.+)", Pattern.DOTALL);

    /** In base64, and with what a node's log has of its own in each line, they stay below the 10 MiB at which it turns. */
    private static final int MOST_AT_ONCE = 4;

    private final FileJobs jobs;
    private final List<WatchedNamespace> namespaces;

    ClaimFiles(FileJobs jobs, List<WatchedNamespace> namespaces) {
        this.jobs = jobs;
        this.namespaces = namespaces;
    }

    @Override
    public FilesAnswer list(FilesQuery query) {
        Answer answer = asked(query.runId(), Reading.of(query));
        return answer.code() == ReadingJob.NO_WORKSPACE ? new FilesAnswer.NoWorkspace() : page(query, answer);
    }

    @Override
    public FileAnswer read(FileQuery query) {
        return read(query.runId(), Reading.of(query), List.of(query)).getFirst();
    }

    @Override
    public List<FileAnswer> readBeginnings(String runId, List<String> paths) {
        List<FileAnswer> answers = new ArrayList<>();
        for (int from = 0; from < paths.size(); from += MOST_AT_ONCE) {
            List<String> some = paths.subList(from, Math.min(from + MOST_AT_ONCE, paths.size()));
            List<FileQuery> queries = some.stream()
                    .map(path -> new FileQuery(runId, path, 0, FileQuery.LARGEST_PART))
                    .toList();
            answers.addAll(read(runId, Reading.ofBeginnings(some), queries));
        }
        return answers;
    }

    private List<FileAnswer> read(String runId, Reading reading, List<FileQuery> queries) {
        Answer answer = asked(runId, reading);
        if (answer.code() == ReadingJob.NO_WORKSPACE) {
            return queries.stream()
                    .<FileAnswer>map(_ -> new FileAnswer.NoWorkspace())
                    .toList();
        }
        List<ReadFile> found = answer.code() == 0 ? ReadFile.all(answer.log()) : List.of();
        if (found.size() != queries.size()) {
            throw odd(runId, answer);
        }
        return IntStream.range(0, queries.size())
                .mapToObj(i -> told(queries.get(i), found.get(i)))
                .toList();
    }

    private static FileAnswer told(FileQuery query, ReadFile found) {
        return switch (found.code()) {
            case 0 -> part(query, found);
            case ReadingJob.NO_FILE -> new FileAnswer.NoFile();
            case ReadingJob.LEADS_OUT -> WorkspaceFiles.leadingOut();
            case ReadingJob.FOLDER -> WorkspaceFiles.folder();
            case ReadingJob.SPECIAL -> WorkspaceFiles.special();
            case ReadingJob.UNREADABLE ->
                new FileAnswer.Refused(
                        "may not be read by the platform's user",
                        "have the step that makes it leave it readable for its group");
            default -> throw Api.odd("A Job that reads files of the run " + query.runId() + " found " + found.code());
        };
    }

    /** In the first namespace whose volume has a workspace of the run. */
    private Answer asked(String runId, Reading reading) {
        Answer answer = jobs.ask(runId, namespaces.getFirst(), reading);
        for (WatchedNamespace further : namespaces.subList(1, namespaces.size())) {
            if (answer.code() != ReadingJob.NO_WORKSPACE) {
                return answer;
            }
            answer = jobs.ask(runId, further, reading);
        }
        return answer;
    }

    private static FilesAnswer.Page page(FilesQuery query, Answer answer) {
        if (answer.code() != 0) {
            throw odd(query.runId(), answer);
        }
        List<WorkspaceFile> files = new ArrayList<>();
        for (String line : answer.text().split("\n", -1)) {
            Matcher file = FILE.matcher(line);
            if (file.matches()) {
                files.add(file(file.group(3), file.group(1), file.group(2)));
            }
        }
        boolean more = files.size() > query.limit();
        return new FilesAnswer.Page(
                more ? files.subList(0, query.limit()) : files,
                more,
                Optional.of(answer.said()).filter(said -> !said.isEmpty()).map(said -> "Not all can be read: " + said));
    }

    private static FileAnswer part(FileQuery query, ReadFile found) {
        WorkspaceFile file = new WorkspaceFile(query.path(), found.size(), found.modified());
        if (file.size() > LARGEST) {
            return new FileAnswer.Refused(
                    "has " + file.size() + " bytes, and more than " + LARGEST + " are not copied out of a claim",
                    "have a sink store it, or mount the claim in a pod of your own and use kubectl cp");
        }
        byte[] bytes = found.bytes();
        if (bytes.length != Math.min(query.atMost(), Math.max(0, file.size() - query.from()))) {
            throw Api.odd("The file " + query.path() + " of the run " + query.runId()
                    + " has other bytes than its size says: it is being changed");
        }
        return new FileAnswer.Part(file, bytes);
    }

    private static WorkspaceFile file(String path, String size, String seconds) {
        return new WorkspaceFile(path, Long.parseLong(size), ReadFile.time(seconds));
    }

    private static RuntimeException odd(String runId, Answer answer) {
        return Api.odd("The Job that looks at the files of the run " + runId + " exited with " + answer.code()
                + (answer.said().isEmpty() ? "" : "; it says: " + answer.said()));
    }
}
