package dev.forge.contract.pipeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects the mistakes of one text. */
final class Problems {
    /** More than anyone reads; it keeps the answer to a hostile text small. */
    static final int MOST = 100;

    private final Positions positions;
    private final List<Problem> found = new ArrayList<>();
    private int omitted;

    Problems(Positions positions) {
        this.positions = positions;
    }

    void add(Node node, Complaint complaint) {
        add(node.at(), node.pointer(), complaint.message(), complaint.fix());
    }

    void add(Node node, String message, String fix) {
        add(node.at(), node.pointer(), message, fix);
    }

    void add(int at, Pointer pointer, String message, String fix) {
        add(at, pointer.toString(), message, fix);
    }

    /** A mistake that is known by its pointer: its place is that of the field, or of the nearest around it. */
    void add(Node root, Problem problem) {
        add(Node.find(root, problem.pointer()).at(), problem.pointer(), problem.message(), problem.fix());
    }

    private void add(int at, String pointer, String message, String fix) {
        if (isFull()) {
            omitted++;
        } else {
            found.add(problem(at, pointer, message, fix));
        }
    }

    /** Whether a part of the text has no mistake yet. */
    boolean noneBelow(String pointer) {
        return found.stream().noneMatch(problem -> (problem.pointer() + "/").startsWith(pointer + "/"));
    }

    /** For a mistake after which nothing else can be read. */
    UnreadableText unreadable(int at, String message, String fix) {
        return new UnreadableText(problem(at, Pointer.ROOT.toString(), message, fix));
    }

    /** Once it is full a further mistake is only counted; what is costly to say of it need not be worked out. */
    boolean isFull() {
        return found.size() >= MOST;
    }

    int line(int at) {
        return positions.of(at).line();
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    /** In the order of the text. */
    List<Problem> all() {
        List<Problem> sorted = new ArrayList<>(found);
        sorted.sort(Comparator.comparingInt((Problem problem) -> problem.line().orElse(0))
                .thenComparingInt(problem -> problem.column().orElse(0)));
        if (omitted > 0) {
            sorted.add(Problem.of("", "there are " + omitted + " more mistakes", "mend these first"));
        }
        return sorted;
    }

    private Problem problem(int at, String pointer, String message, String fix) {
        Positions.Position position = positions.of(at);
        return Problem.at(pointer, position.line(), position.column(), message, fix);
    }
}
