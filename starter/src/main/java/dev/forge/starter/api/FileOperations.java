package dev.forge.starter.api;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.types.files.StreamedFile;

/** Calls that look at the files of runs, while their workspaces are there. */
interface FileOperations {
    /**
     * Lists the files of a run's workspace.
     *
     * <p>A folder's files stand together where the folder's name stands among its siblings. Regular files alone are listed: no
     * folders, links or devices. While a step runs, the list is as things stand at that moment. On Kubernetes each page is
     * a small Job that reads the volume, and takes seconds.
     *
     * @param request its query: {@code prefix} (what paths begin with, such as {@code results/}), {@code limit} (1 to
     *     1000, 200 if left out), {@code cursor} ({@code next} of the page before, with the same prefix)
     * @return 200; 400 {@code query_parameter_invalid}; 404 {@code run_not_found}, or {@code workspace_not_found} where
     *     the run has no workspace yet, or none any more; 503 {@code files_unavailable}, {@code worker_unavailable} or
     *     {@code temporal_unavailable}
     */
    FilePage list(String id, HttpRequest<?> request);

    /**
     * Lists the files that a step has changed or added: those of the workspace that were written, or got their name or
     * their mode, while one of its attempts ran.
     *
     * <p>It is told by the files' times and the containers', in whole seconds: what the step before wrote in its last second
     * may be among them. What a later step has written again is not, and what the step has removed cannot be seen.
     *
     * @param request its query: {@code prefix} (what paths begin with), {@code limit} (1 to 1000, 200 if left out),
     *     {@code cursor} ({@code next} of the page before, with the same prefix)
     * @return 200, without files where the step has not started; 400 {@code query_parameter_invalid}; 404
     *     {@code run_not_found}, {@code step_not_found} or {@code workspace_not_found}; 503 {@code files_unavailable},
     *     {@code worker_unavailable} or {@code temporal_unavailable}
     */
    FilePage changed(String id, String step, HttpRequest<?> request);

    /**
     * Downloads a file of a run's workspace.
     *
     * <p>A file that is changed while it is read breaks the answer off. A link is followed where it stays in the workspace.
     * On Kubernetes a file may have 32 MiB at most, and each MiB of it takes a second or more.
     *
     * @param path as the list has it, its slashes as they are
     * @param request its {@code Range} header: one part, such as {@code bytes=0-99} or {@code bytes=-100}
     * @return 200, or 206 with {@code Content-Range}; 400 {@code file_path_invalid} (a path that is empty, or has
     *     {@code ..} in it), {@code range_invalid}; 404 {@code run_not_found}, {@code file_not_found}, or {@code workspace_not_found} where the run
     *     has no workspace yet, or none any more; 409 {@code file_refused} where it is a folder, a device, a link that
     *     leads out of the workspace, or too large; 416 {@code range_not_satisfiable}; 503 {@code files_unavailable},
     *     {@code worker_unavailable} or {@code temporal_unavailable}
     */
    HttpResponse<StreamedFile> download(String id, String path, HttpRequest<?> request);
}
