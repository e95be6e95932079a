package dev.forge.standalone.credentials;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The access key to AWS, or to another object store, that a person has: from AWS_… variables or a profile.
 *
 * @param from where they were found, for a sentence
 * @param variables as a pod gets them; never shown
 */
public record AwsKeys(String from, Map<String, String> variables) {
    private static final String ID = "AWS_ACCESS_KEY_ID";
    private static final String SECRET = "AWS_SECRET_ACCESS_KEY";
    private static final String TOKEN = "AWS_SESSION_TOKEN";

    public AwsKeys {
        variables = Map.copyOf(variables);
    }

    /**
     * Finds them: the profile that was named, else the variables, else the profile of AWS_PROFILE, else the default one.
     *
     * @throws CredentialProblem if there are none
     */
    public static AwsKeys find(Optional<String> profile, Map<String, String> environment) {
        if (profile.isEmpty() && !environment.getOrDefault(ID, "").isBlank()) {
            return ofVariables(environment);
        }
        return ofProfile(
                profile.orElseGet(() -> Optional.of(environment.getOrDefault("AWS_PROFILE", ""))
                        .filter(name -> !name.isBlank())
                        .orElse("default")),
                environment);
    }

    /** Whether they end by themselves, as those of a role or of SSO do. */
    public boolean expire() {
        return variables.containsKey(TOKEN);
    }

    private static AwsKeys ofVariables(Map<String, String> environment) {
        Map<String, String> keys = new LinkedHashMap<>();
        for (String name : List.of(ID, SECRET, TOKEN)) {
            Optional.ofNullable(environment.get(name))
                    .filter(value -> !value.isBlank())
                    .ifPresent(value -> keys.put(name, value.strip()));
        }
        if (!keys.containsKey(SECRET)) {
            throw new CredentialProblem(
                    ID + " is set and " + SECRET + " is not. Set both, or unset it and name a profile with --profile.");
        }
        return new AwsKeys("the AWS_… variables", keys);
    }

    private static AwsKeys ofProfile(String profile, Map<String, String> environment) {
        Path home = Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".aws");
        Path credentials = file(environment, "AWS_SHARED_CREDENTIALS_FILE", home.resolve("credentials"));
        Path config = file(environment, "AWS_CONFIG_FILE", home.resolve("config"));
        Map<String, String> found = new LinkedHashMap<>(section(config, configSection(profile)));
        found.putAll(section(credentials, profile));
        if (!found.containsKey("aws_access_key_id") || !found.containsKey("aws_secret_access_key")) {
            throw without(profile, credentials, found);
        }
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put(ID, found.get("aws_access_key_id"));
        keys.put(SECRET, found.get("aws_secret_access_key"));
        Optional.ofNullable(found.get("aws_session_token")).ifPresent(token -> keys.put(TOKEN, token));
        return new AwsKeys("the profile " + profile + " of " + credentials, keys);
    }

    private static CredentialProblem without(String profile, Path credentials, Map<String, String> found) {
        boolean elsewhere = found.keySet().stream()
                .anyMatch(key -> key.startsWith("sso_") || key.equals("role_arn") || key.equals("credential_process"));
        return new CredentialProblem(
                elsewhere
                        ? "The profile " + profile
                                + " has no key of its own: it gets one for a while, by SSO, a role or a"
                                + " program. For a test: eval \"$(aws configure export-credentials --profile " + profile
                                + " --format env)\", then again without --profile. For good, give the service accounts"
                                + " of Forge an identity (IRSA, EKS Pod Identity) and make no Secret at all."
                        : "There is no key for the profile " + profile + " in " + credentials
                                + ". Name another one with --profile, make one with aws configure, or set " + ID
                                + " and "
                                + SECRET + ".");
    }

    private static String configSection(String profile) {
        return profile.equals("default") ? profile : "profile " + profile;
    }

    private static Path file(Map<String, String> environment, String name, Path usual) {
        String named = environment.getOrDefault(name, "");
        return named.isBlank() ? usual : Path.of(named);
    }

    private static Map<String, String> section(Path file, String name) {
        if (!Files.isRegularFile(file)) {
            return Map.of();
        }
        try {
            return section(Files.readAllLines(file), name);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read.", e);
        }
    }

    private static Map<String, String> section(List<String> lines, String name) {
        Map<String, String> found = new LinkedHashMap<>();
        boolean inside = false;
        for (String line : lines) {
            String text = line.strip();
            int equals = text.indexOf('=');
            if (text.startsWith("[")) {
                inside = text.replaceFirst("].*", "").substring(1).strip().equals(name);
            } else if (inside && equals > 0 && !text.startsWith("#") && !text.startsWith(";")) {
                found.put(
                        text.substring(0, equals).strip(),
                        text.substring(equals + 1).strip());
            }
        }
        return found;
    }

    @Override
    public String toString() {
        return "the keys of " + from;
    }
}
