/** What Forge needs of this machine, and whether it is there. */
@NullMarked
package dev.forge.standalone.doctor;

import org.jspecify.annotations.NullMarked;
