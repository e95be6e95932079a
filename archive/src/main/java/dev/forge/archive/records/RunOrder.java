package dev.forge.archive.records;

/** In which order runs are listed; each is that of an index. */
enum RunOrder {
    NEWEST_FIRST("started_at", "id"),
    /** Of those that ended at once by the bytes of their ids, as others can compare them too. */
    LAST_ENDED_FIRST("closed_at", "id COLLATE \"C\"");

    private final String time;
    private final String id;

    RunOrder(String time, String id) {
        this.time = time;
        this.id = id;
    }

    String clause() {
        return "ORDER BY " + time + " DESC, " + id + " DESC LIMIT :limit";
    }

    /** What lies behind a run that was seen. */
    String behind() {
        return "(" + time + ", " + id + ") < (:lastTime, :lastId)";
    }
}
