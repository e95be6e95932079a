package dev.forge.standalone.cli;

import dev.forge.contract.pipeline.PipelineSpec;
import dev.forge.contract.run.RunReport;
import dev.forge.standalone.client.StarterClient;

/** What a demo does beyond a plain run. */
interface DemoTurn {
    /** Nothing. */
    DemoTurn NONE = new DemoTurn() {
        @Override
        public PipelineSpec pipeline(PipelineSpec spec) {
            return spec;
        }

        @Override
        public void during(RunWatch watch, String run) {}

        @Override
        public boolean after(StarterClient starter, RunReport run) {
            return true;
        }
    };

    /** The pipeline that is to run instead. */
    PipelineSpec pipeline(PipelineSpec spec);

    /** What happens while it runs. */
    void during(RunWatch watch, String run) throws InterruptedException;

    /** Looks at a run that has ended, and says whether all is as it should be. */
    boolean after(StarterClient starter, RunReport run);
}
