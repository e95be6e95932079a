package dev.forge.transfer.workspace;

import java.util.List;

/** Which of the workspace's files a sink takes: those that an include names (all, if there is none) and no exclude. */
public record Selection(List<Glob> includes, List<Glob> excludes) {
    public Selection {
        includes = List.copyOf(includes);
        excludes = List.copyOf(excludes);
    }

    public static Selection of(List<String> includes, List<String> excludes) {
        return new Selection(
                includes.stream().map(Glob::of).toList(),
                excludes.stream().map(Glob::of).toList());
    }

    public boolean takes(String name) {
        return (includes.isEmpty() || includes.stream().anyMatch(glob -> glob.matches(name))) && !excludes(name);
    }

    public boolean excludes(String name) {
        return excludes.stream().anyMatch(glob -> glob.matches(name));
    }

    public boolean takesAll() {
        return includes.isEmpty();
    }
}
