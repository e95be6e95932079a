package dev.forge.standalone.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** What the launcher does by itself; here for its help. */
@Command(
        name = "test",
        description = {
            "Runs all tests, says what it left out and how many passed. Further arguments go to Maven.",
            "The tests on a real Kubernetes run where --cluster names a context of your kubeconfig (kind, minikube), never",
            "on whatever context is current. They make namespaces of their own there and remove them."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./forge test",
            "  ./forge test --all                     the long ones, too",
            "  ./forge test --cluster kind-forge      those on Kubernetes, too; build its images there first",
            "  ./forge test -pl contract              one folder",
            "",
            "Exit codes: 0 all passed, 1 some failed."
        })
final class TestCommand implements Callable<Integer> {
    private final Shell shell;

    TestCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        shell.err().println("Tests are run by the launcher: call ./forge test in the clone.");
        return ExitCode.INVALID;
    }
}
