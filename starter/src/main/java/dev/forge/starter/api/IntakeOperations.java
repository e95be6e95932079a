package dev.forge.starter.api;

/** The call that tells of requests by message. */
interface IntakeOperations {
    /**
     * Tells how the queues stand from which the starter takes requests: whether their broker is there, how many messages
     * were taken since the starter started, and why the last were refused; and how many runs are open,
     * where there is a limit of them. Of what was in messages it tells nothing else.
     *
     * @return 200
     */
    IntakePage list();
}
