/** Secrets that the command line makes: for pulling images, and for reaching the object store. */
@NullMarked
package dev.forge.k8s.secrets;

import org.jspecify.annotations.NullMarked;
