package dev.forge.transfer.zip;

import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.Deflater;

/**
 * Deflates blocks on all processors. Blocks of one file form one deflate stream: each begins with the 32 KiB before it as
 * its dictionary and ends on a byte, so they are simply put behind each other.
 */
final class Deflating implements AutoCloseable {
    /** What a deflate stream may look back at. */
    static final int DICTIONARY = 32 << 10;

    /** zip's own default. */
    private static final int LEVEL = 6;

    /** A look at this much of a block tells whether deflating it is of any use. */
    private static final int PROBE = 8 << 10;

    private static final byte[] NOTHING = new byte[0];

    /** One block of a file: {@code length} bytes, what came before, and whether it is the last. */
    @SuppressWarnings("ArrayRecordComponent") // Blocks are handed on, never compared.
    record Block(byte[] bytes, int length, byte[] before, boolean last) {
        /** The dictionary for the block behind this one. */
        byte[] tail() {
            return Arrays.copyOfRange(bytes, Math.max(0, length - DICTIONARY), length);
        }

        static byte[] nothingBefore() {
            return NOTHING;
        }
    }

    /** Part of a deflate stream. */
    @SuppressWarnings("ArrayRecordComponent") // As above.
    record Deflated(byte[] bytes, int length) {}

    private final ExecutorService threads;
    private final BlockingQueue<Tools> idle;

    Deflating(int width) {
        threads = Executors.newFixedThreadPool(
                width, Thread.ofPlatform().daemon().name("deflate-", 0).factory());
        idle = new ArrayBlockingQueue<>(width);
        for (int i = 0; i < width; i++) {
            idle.add(new Tools());
        }
    }

    Future<Deflated> submit(Block block) {
        return threads.submit(() -> {
            Tools tools = idle.remove();
            try {
                return tools.deflate(block);
            } finally {
                idle.add(tools);
            }
        });
    }

    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
        idle.forEach(Tools::end);
    }

    /** One thread's deflaters: the real one, one that only looks, one that wraps what does not shrink. */
    private static final class Tools {
        private final Deflater real = new Deflater(LEVEL, true);
        private final Deflater probe = new Deflater(Deflater.BEST_SPEED, true);
        private final Deflater wrap = new Deflater(Deflater.NO_COMPRESSION, true);
        private final byte[] probed = new byte[2 * PROBE];

        Deflated deflate(Block block) {
            Deflater deflater = shrinks(block) ? real : wrap;
            deflater.reset();
            if (block.before().length > 0) {
                deflater.setDictionary(block.before());
            }
            deflater.setInput(block.bytes(), 0, block.length());
            if (block.last()) {
                deflater.finish();
            }
            return drain(deflater, block.length());
        }

        private static Deflated drain(Deflater deflater, int plain) {
            byte[] out = new byte[plain + (plain >> 10) + 64];
            int length = 0;
            while (true) {
                length += deflater.deflate(out, length, out.length - length, Deflater.SYNC_FLUSH);
                if (length < out.length) {
                    return new Deflated(out, length);
                }
                out = Arrays.copyOf(out, out.length + (out.length >> 1));
            }
        }

        /** Looks at the middle of a large block; photographs, videos and archives do not get smaller. */
        private boolean shrinks(Block block) {
            if (block.length() < 4 * PROBE) {
                return true;
            }
            probe.reset();
            probe.setInput(block.bytes(), (block.length() - PROBE) / 2, PROBE);
            probe.finish();
            int length = probe.deflate(probed);
            return length < PROBE - PROBE / 64;
        }

        private void end() {
            real.end();
            probe.end();
            wrap.end();
        }
    }
}
