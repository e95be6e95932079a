package dev.forge.e2e.k8s;

import dev.forge.k8s.install.HostSeenByPods;
import io.fabric8.kubernetes.api.model.NodeAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The way from pods to an object store of this machine, on which what is transferred can be held back in its middle. */
final class StoreDoor implements AutoCloseable {
    private static final String PLACE_OF_NODES = "InternalIP";

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final URI behind;
    private final String host;
    private final ServerSocket door;
    private volatile Hold hold = new Hold(Long.MAX_VALUE);

    private StoreDoor(URI behind, HostSeenByPods seen) throws IOException {
        this.behind = behind;
        this.host = seen.host();
        this.door = new ServerSocket(0, 0, seen.address().orElseGet(InetAddress::getLoopbackAddress));
        threads.execute(this::serve);
    }

    static StoreDoor to(URI store) throws IOException {
        String context =
                Cluster.shared().client().getConfiguration().getCurrentContext().getName();
        HostSeenByPods seen = HostSeenByPods.found(context, nodes(), HostSeenByPods.ownAddresses())
                .orElseThrow(() -> HostSeenByPods.unknown(context));
        return new StoreDoor(store, seen);
    }

    private static List<InetAddress> nodes() {
        return Cluster.shared().client().nodes().list().getItems().stream()
                .flatMap(node -> node.getStatus().getAddresses().stream())
                .filter(address -> address.getType().equals(PLACE_OF_NODES))
                .map(StoreDoor::address)
                .toList();
    }

    private static InetAddress address(NodeAddress node) {
        try {
            return InetAddress.getByName(node.getAddress());
        } catch (UnknownHostException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where pods find the store. */
    URI endpoint() {
        return URI.create("http://" + host + ":" + door.getLocalPort());
    }

    /** Lets so many bytes pass from now on, there and back, and then none until it is lifted. */
    Hold holdAfter(long bytes) {
        hold = new Hold(bytes);
        return hold;
    }

    /** While it is reached, all that is on the way stays there; when it is lifted, what was held is dropped. */
    static final class Hold implements AutoCloseable {
        private final AtomicLong left;
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch lifted = new CountDownLatch(1);

        private Hold(long bytes) {
            left = new AtomicLong(bytes);
        }

        void awaitReached() throws InterruptedException {
            if (!reached.await(Installation.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody has transferred as much, " + left + " bytes are left");
            }
        }

        private boolean stops(int bytes) throws InterruptedException {
            if (lifted.getCount() == 0 || left.addAndGet(-bytes) >= 0) {
                return false;
            }
            reached.countDown();
            lifted.await();
            return true;
        }

        @Override
        public void close() {
            lifted.countDown();
        }
    }

    private void serve() {
        while (!door.isClosed()) {
            try {
                Socket pod = door.accept();
                threads.execute(() -> connect(pod));
            } catch (IOException e) {
                if (!door.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void connect(Socket pod) {
        try {
            Socket store = new Socket(behind.getHost(), behind.getPort());
            threads.execute(() -> pass(store, pod));
            pass(pod, store);
        } catch (IOException e) {
            close(pod);
        }
    }

    /** Passes on what comes from one side, until either is gone. */
    private void pass(Socket from, Socket to) {
        byte[] some = new byte[16 << 10];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(some); read >= 0 && !hold.stops(read); read = in.read(some)) {
                out.write(some, 0, read);
            }
        } catch (IOException gone) {
            // The other direction sees it too, and so does whoever is still there.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        hold.close();
        door.close();
        threads.shutdownNow();
    }
}
