/** Moving files between this machine and an object store, for the person at the command line. */
@NullMarked
package dev.forge.standalone.objects;

import org.jspecify.annotations.NullMarked;
