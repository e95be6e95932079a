package dev.forge.standalone.cli;

import dev.forge.standalone.engine.Engine;
import dev.forge.standalone.engine.Home;
import dev.forge.standalone.engine.TestEngines;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A real engine in a home of its own, and the command line beside it. */
final class EngineOfTest implements AutoCloseable {
    private final Path home;
    private final Engine engine;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private EngineOfTest(Path home, Engine engine) {
        this.home = home;
        this.engine = engine;
    }

    static EngineOfTest in(Path folder) throws Exception {
        Path home = folder.resolve("home");
        return new EngineOfTest(home, Engine.start(TestEngines.settings(new Home(home), folder)));
    }

    /** Runs one command and returns its exit code. */
    int forge(String... arguments) {
        return forge(Map.of(), arguments);
    }

    /** The same with further variables. */
    int forge(Map<String, String> variables, String... arguments) {
        out.reset();
        err.reset();
        Map<String, String> environment = new HashMap<>(variables);
        environment.put("FORGE_HOME", home.toString());
        environment.put("HOME", home.toString());
        return ForgeCommand.execute(environment, stream(out), stream(err), arguments);
    }

    URI api() {
        return engine.state().api();
    }

    /** What the last command wrote. */
    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    /** What the last command complained of. */
    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        engine.close();
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
