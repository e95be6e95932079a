/** What a person sees of a run: pure text first, then the terminal it is put on. */
@NullMarked
package dev.forge.standalone.view;

import org.jspecify.annotations.NullMarked;
