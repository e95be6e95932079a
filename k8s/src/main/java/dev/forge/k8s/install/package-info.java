/** What a person's own installation needs in a cluster: found, checked, made, and removed again. */
@NullMarked
package dev.forge.k8s.install;

import org.jspecify.annotations.NullMarked;
