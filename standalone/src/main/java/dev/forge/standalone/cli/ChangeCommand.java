package dev.forge.standalone.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.forge.contract.run.RunChange;
import dev.forge.standalone.client.StarterClient;
import dev.forge.standalone.view.ControlText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Changes a step of an open run. */
@Command(
        name = "change",
        description = {
            "Changes a step of an open run before its next attempt.",
            "It may not have begun, wait for its next attempt, or have been given up in a HELD run. What was changed stays",
            "visible in ./forge show."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./forge change @last monthly --image weather-monthly:2 --continue",
            "  ./forge change weather-4q chart --memory 1Gi --timeout 1h --env DEBUG=1 --unset UNITS"
        })
final class ChangeCommand implements Callable<Integer> {
    private final Shell shell;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private ServerOption server = new ServerOption();

    @Mixin
    private RunReferenceParameter run = new RunReferenceParameter();

    @Parameters(index = "1", paramLabel = "STEP", description = "The step's name.")
    private String step = "";

    @Option(names = "--image", paramLabel = "IMAGE", description = "The container image.")
    private Optional<String> image = Optional.empty();

    @Option(names = "--timeout", paramLabel = "TIME", description = "Running time of an attempt, such as 1h.")
    private Optional<String> timeout = Optional.empty();

    @Option(names = "--cpu", paramLabel = "AMOUNT", description = "What it asks for, such as 500m.")
    private Optional<String> cpu = Optional.empty();

    @Option(names = "--memory", paramLabel = "AMOUNT", description = "What it asks for and is limited to, such as 1Gi.")
    private Optional<String> memory = Optional.empty();

    @Option(
            names = "--env",
            paramLabel = "NAME=VALUE",
            description = "A variable and its value; again for each further one.")
    private Map<String, String> env = new LinkedHashMap<>();

    @Option(names = "--unset", paramLabel = "NAME", description = "A variable that it is not to have any more.")
    private List<String> unset = List.of();

    @Option(names = "--continue", description = "Has the run go on then, as ./forge continue does.")
    private boolean goesOn;

    ChangeCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        ObjectNode change = change();
        if (change.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "Nothing is to be changed: name what, as in --memory 1Gi or --image IMAGE.");
        }
        StarterClient starter = shell.starter(server.uri());
        String id = run.resolve(starter);
        List<RunChange.Field> changed = starter.control().change(id, step, change);
        shell.terminal().lines(ControlText.changed(step, changed));
        if (goesOn) {
            shell.terminal().line(ControlText.standing(id, starter.control().goOn(id, Optional.empty())));
        }
        return ExitCode.OK;
    }

    private ObjectNode change() {
        ObjectNode change = JsonNodeFactory.instance.objectNode();
        image.ifPresent(text -> change.put("image", text));
        timeout.ifPresent(text -> change.put("timeout", text));
        cpu.ifPresent(text -> change.withObject("/resources").put("cpu", text));
        memory.ifPresent(text -> change.withObject("/resources").put("memory", text));
        env.forEach((name, value) -> change.withObject("/env").put(name, value));
        unset.forEach(name -> change.withObject("/env").putNull(name));
        return change;
    }
}
