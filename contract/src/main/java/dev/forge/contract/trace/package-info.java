/** What starter and worker must agree on so that a call and the run that it starts are one trace. */
@NullMarked
package dev.forge.contract.trace;

import org.jspecify.annotations.NullMarked;
