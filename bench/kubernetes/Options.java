import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the command line asks for.
 *
 * @param context a context of that kubeconfig, named on purpose: a bench never takes whatever is current
 * @param image with sh, sleep, yes, head and seq, which the nodes have or can pull
 * @param storageClass of the workspaces' claim; empty: the cluster's default
 * @param size divides the counts of the large parts: 1 is what is promised, 10 is a quick look
 */
record Options(Path kubeconfig, String context, String image, String storageClass, int rounds, int size, List<Part> parts) {
    /** What is measured. */
    enum Part {
        STEPS,
        WAITING,
        LOGS,
        CHAINS
    }

    static final String USAGE = """
            bench/kubernetes.sh --kubeconfig FILE --context NAME [options] PART...

            parts      steps     the cost of a step of a 10-step chain, beside the bare loop
                       waiting   1,000 attempts that wait at once in one worker
                       logs      300 logs followed at once
                       chains    100 chains of 3 steps at once, beside 100 bare loops
            options    --rounds N          how often steps takes turns with the bare loop (3)
                       --size N            divides 1,000, 300 and 100 (1)
                       --image NAME        busybox:1.36
                       --storage-class C   of the workspaces' claim, ReadWriteMany (the cluster's default)
            """;

    static Options of(String... arguments) {
        Path kubeconfig = Path.of("");
        String context = "";
        String image = "busybox:1.36";
        String storageClass = "";
        int rounds = 3;
        int size = 1;
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--kubeconfig" -> kubeconfig = Path.of(arguments[++i]);
                case "--context" -> context = arguments[++i];
                case "--image" -> image = arguments[++i];
                case "--storage-class" -> storageClass = arguments[++i];
                case "--rounds" -> rounds = Integer.parseInt(arguments[++i]);
                case "--size" -> size = Integer.parseInt(arguments[++i]);
                default -> parts.add(Part.valueOf(arguments[i].toUpperCase(Locale.ROOT)));
            }
        }
        if (context.isEmpty() || kubeconfig.toString().isEmpty() || parts.isEmpty()) {
            throw new IllegalArgumentException("the kubeconfig, its context and a part must be named");
        }
        return new Options(kubeconfig, context, image, storageClass, rounds, size, List.copyOf(parts));
    }
}
