package dev.forge.jsondiff;

/** Where the comparison is, in both files; in a list that has grown the same element has two numbers. */
record Place(Pointer original, Pointer changed) {
    static final Place ROOT = new Place(Pointer.ROOT, Pointer.ROOT);

    Place child(String segment) {
        return new Place(original.child(segment), changed.child(segment));
    }

    Place element(int inOriginal, int inChanged) {
        return new Place(original.child(Integer.toString(inOriginal)), changed.child(Integer.toString(inChanged)));
    }
}
