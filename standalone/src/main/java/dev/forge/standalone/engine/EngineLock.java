package dev.forge.standalone.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One engine a home: a file lock, which the operating system lets go when its holder dies. */
final class EngineLock implements AutoCloseable {
    private final FileChannel channel;
    private final FileLock lock;

    private EngineLock(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /** The lock, or empty where another engine holds it. */
    static Optional<EngineLock> take(Home home) {
        try {
            FileChannel channel =
                    FileChannel.open(home.engineLock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            Optional<FileLock> lock = tryLock(channel);
            if (lock.isEmpty()) {
                channel.close();
            }
            return lock.map(held -> new EngineLock(channel, held));
        } catch (IOException e) {
            throw new UncheckedIOException(home.engineLock() + " cannot be locked.", e);
        }
    }

    /** The lock, asked for again and again for a while. */
    static Optional<EngineLock> takeWithin(Duration limit, Home home) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        Optional<EngineLock> lock = take(home);
        while (lock.isEmpty() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(20);
            lock = take(home);
        }
        return lock;
    }

    private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        try {
            lock.release();
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The engine's lock cannot be let go.", e);
        }
    }
}
