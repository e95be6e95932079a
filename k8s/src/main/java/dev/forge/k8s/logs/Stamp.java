package dev.forge.k8s.logs;

import java.time.Instant;

/** The time at which the container runtime read the beginning of a line, to the nanosecond. */
record Stamp(long second, int nano) implements Comparable<Stamp> {
    static Stamp of(Instant instant) {
        return new Stamp(instant.getEpochSecond(), instant.getNano());
    }

    static Stamp parse(String text) {
        return of(Instant.parse(text));
    }

    Instant instant() {
        return Instant.ofEpochSecond(second, nano);
    }

    boolean isAfter(Stamp other) {
        return compareTo(other) > 0;
    }

    @Override
    public int compareTo(Stamp other) {
        int bySecond = Long.compare(second, other.second);
        return bySecond != 0 ? bySecond : Integer.compare(nano, other.nano);
    }

    @Override
    public String toString() {
        return instant().toString();
    }
}
