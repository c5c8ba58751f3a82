//! One vector laid out over all dimensions, to be multiplied with many others.

/// For each dimension the value of the vector that is laid out; 0 elsewhere. A product then reads the other vector once
/// and compares no dimensions. It is to the bit what merging the two sorted vectors gives: zeros change no sum.
#[derive(Debug, Default)]
pub(super) struct Spread {
    values: Vec<f32>,
}

impl Spread {
    /// Room for vectors of a space; nothing is laid out.
    pub(super) fn over(dimensions: usize) -> Self {
        Self {
            values: vec![0.0; dimensions],
        }
    }

    /// Lays a vector out, does something with it, and takes it away again.
    pub(super) fn with<T>(&mut self, vector: &[(u32, f32)], act: impl FnOnce(&Self) -> T) -> T {
        for &(dimension, value) in vector {
            self.values[dimension as usize] = value;
        }
        let done = act(self);
        for &(dimension, _) in vector {
            self.values[dimension as usize] = 0.0;
        }
        done
    }

    /// The sum of the products with another vector, as [`super::vectors::dot`] gives it.
    pub(super) fn dot(&self, other: &[(u32, f32)]) -> f32 {
        let products = other.iter();
        products
            .map(|&(dimension, value)| self.values[dimension as usize] * value)
            .sum()
    }

    /// The same for sums of many vectors, which need more digits.
    pub(super) fn product(&self, other: &[(u32, f32)]) -> f64 {
        let products = other.iter();
        products
            .map(|&(dimension, value)| {
                f64::from(self.values[dimension as usize]) * f64::from(value)
            })
            .sum()
    }
}

#[cfg(test)]
mod tests {
    use super::{super::vectors::dot, *};

    #[test]
    fn a_product_is_that_of_the_vectors_and_leaves_nothing_behind() {
        let (one, other) = (
            [(0, 0.5), (3, 0.25), (7, 0.1)],
            [(3, 0.4), (5, 1.0), (7, 0.3)],
        );
        let mut spread = Spread::over(8);
        let (found, exact) = spread.with(&one, |one| (one.dot(&other), one.product(&other)));
        assert_eq!(found.to_bits(), dot(&one, &other).to_bits());
        assert!((exact - 0.13).abs() < 1e-6, "{exact}");
        assert_eq!(spread.dot(&[(0, 1.0), (3, 1.0), (7, 1.0)]), 0.0);
    }
}
