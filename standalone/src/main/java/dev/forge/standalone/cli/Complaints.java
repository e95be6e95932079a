package dev.forge.standalone.cli;

import dev.forge.contract.pipeline.Problem;
import dev.forge.k8s.install.ClusterProblem;
import dev.forge.k8s.secrets.SecretProblem;
import dev.forge.standalone.client.Refused;
import dev.forge.standalone.client.Unreachable;
import dev.forge.standalone.credentials.CredentialProblem;
import dev.forge.standalone.engine.EngineProblem;
import dev.forge.standalone.images.ImageProblem;
import dev.forge.standalone.objects.ObjectProblem;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** What a command says, and its exit code, when it ends by an exception. */
final class Complaints implements IExecutionExceptionHandler {
    private final PrintStream err;

    Complaints(PrintStream err) {
        this.err = err;
    }

    @Override
    public int handleExecutionException(Exception thrown, CommandLine command, ParseResult parsed) {
        return switch (thrown) {
            case InvalidFile invalid -> {
                invalid.lines().forEach(err::println);
                yield ExitCode.INVALID;
            }
            case Refused refused -> {
                lines(refused).forEach(err::println);
                yield refused.status() == 422 || refused.status() == 400 ? ExitCode.INVALID : ExitCode.REFUSED;
            }
            case Unreachable unreachable -> said(unreachable, ExitCode.UNREACHABLE);
            case EngineProblem problem -> said(problem, ExitCode.UNREACHABLE);
            case ClusterProblem problem -> said(problem, ExitCode.UNREACHABLE);
            case ObjectProblem problem -> said(problem, ExitCode.REFUSED);
            case ImageProblem problem -> said(problem, problem.isOfBuild() ? ExitCode.DEFECT : ExitCode.REFUSED);
            case CredentialProblem problem -> said(problem, ExitCode.REFUSED);
            case SecretProblem problem -> said(problem, problem.isAway() ? ExitCode.UNREACHABLE : ExitCode.REFUSED);
            case UncheckedIOException io -> said(io, ExitCode.REFUSED);
            default -> {
                thrown.printStackTrace(err);
                err.println("This is a defect of Forge. Please report it with the lines above.");
                yield ExitCode.DEFECT;
            }
        };
    }

    /** Each mistake once: the sentence tells them too where it is made of them. */
    private static List<String> lines(Refused refused) {
        String sentence = String.valueOf(refused.getMessage());
        List<String> lines = new ArrayList<>();
        if (refused.problems().stream().noneMatch(problem -> sentence.contains(problem.message()))) {
            lines.add(sentence);
        }
        refused.problems().forEach(problem -> lines.add(line(problem)));
        return lines;
    }

    private static String line(Problem problem) {
        return problem.line().isPresent() || problem.pointer().isEmpty()
                ? problem.in("request")
                : problem.pointer() + ": " + problem.message() + "; " + problem.fix();
    }

    private int said(Exception thrown, int code) {
        String cause = thrown instanceof UncheckedIOException && thrown.getCause() != null
                ? " (" + thrown.getCause() + ")"
                : "";
        err.println(thrown.getMessage() + cause);
        return code;
    }
}
