package dev.forge.starter.api;

import dev.forge.starter.run.RunList;
import java.util.List;
import java.util.Optional;

/**
 * A part of the list of jobs.
 *
 * @param next the cursor to go on with; absent at the end
 */
record JobPage(List<RunPage.Row> jobs, Optional<String> next) {
    JobPage {
        jobs = List.copyOf(jobs);
    }

    static JobPage of(RunList.Page page) {
        return new JobPage(
                page.runs().stream()
                        .map(run -> RunPage.Row.of(run, Links.ofJob(run.id(), run.pipeline())))
                        .toList(),
                page.next());
    }
}
