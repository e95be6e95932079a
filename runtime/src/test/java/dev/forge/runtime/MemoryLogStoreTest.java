package dev.forge.runtime;

class MemoryLogStoreTest extends LogStoreContract {
    private final MemoryLogStore place = new MemoryLogStore();

    @Override
    protected LogStore store() {
        return place;
    }
}
